import { type Config, SOURCE_SETTINGS, type SourceLocation } from "../../config.js";
import type { Pipeline } from "../../core/pipeline.js";
import type { SourceSettings } from "./open.js";

type Located = Pick<Config, "ecf" | "npq" | "legacy">;

const TITLES = { ecf: "ECF", npq: "NPQ registration", legacy: "Legacy student system" } as const;

/** Where a pipeline's source is: its own database, or ours. */
export function locateSource(config: Located, mainUrl: string, name: string): SourceSettings {
  if (!isSource(name)) throw new Error(`no setting says where the source ${name} is`);
  const at: SourceLocation = config[name];
  return { title: TITLES[name], url: at.url ?? mainUrl, schema: at.schema, setting: SOURCE_SETTINGS[name] };
}

/**
 * Where a pipeline's sources are, in words without secrets: two processes that say the same read the same.
 * Our own database is the one that both have.
 */
export function describeSources(config: Located, { left, right }: Pick<Pipeline, "left" | "right">): string {
  return [left.name, right.name]
    .filter(isSource)
    .map((name) => {
      const { url, schema } = config[name];
      return `${TITLES[name]} in schema ${schema} of ${url === null ? "the main database" : withoutSecrets(url)}`;
    })
    .join(", ");
}

function isSource(name: string): name is keyof typeof TITLES {
  return name in TITLES;
}

function withoutSecrets(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}
