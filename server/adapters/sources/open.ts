import { CrosswalkError } from "../../core/errors.js";
import type { Source, Target } from "../../core/ports.js";
import { openPostgresqlSource, type PostgresqlSource } from "./postgresql.js";
import { openPostgresqlTarget } from "./postgresql-target.js";

/** A source of the configuration: where it is, and what it is called. */
export type SourceSettings = PostgresqlSource;

interface SourceKind {
  readonly open: (at: SourceSettings) => Promise<Source>;
  readonly openTarget: (at: SourceSettings) => Promise<Target>;
}

const postgresql: SourceKind = { open: openPostgresqlSource, openTarget: openPostgresqlTarget };

/** What opens a URL, by its scheme; a new kind of source is a file here and a line. */
const KINDS: Readonly<Record<string, SourceKind>> = { "postgresql:": postgresql, "postgres:": postgresql };

export function openSource(at: SourceSettings): Promise<Source> {
  return kindOf(at).open(at);
}

export function openTarget(at: SourceSettings): Promise<Target> {
  return kindOf(at).openTarget(at);
}

function kindOf(at: SourceSettings): SourceKind {
  const scheme = new URL(at.url).protocol;
  const kind = KINDS[scheme];
  if (kind) return kind;
  throw new CrosswalkError(
    "SOURCE_KIND_UNKNOWN",
    `${at.setting} is a URL of the scheme ${scheme}; expected one of ${Object.keys(KINDS).join(", ")}.`,
  );
}
