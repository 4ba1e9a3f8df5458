import { duplicatesCsv } from "./duplicates-csv.js";
import { duplicatesYaml } from "./duplicates-yaml.js";
import { orphansYaml } from "./orphans-yaml.js";
import type { NamedMigration, ReportKind } from "./report.js";
import { resultJson } from "./result-json.js";
import { upsertJson } from "./upsert-json.js";

/** The reports of a migration: a kind is a file here and a line. */
export const REPORTS: readonly ReportKind[] = [orphansYaml, duplicatesYaml, duplicatesCsv, resultJson, upsertJson];

export const CONTENT_TYPES = {
  yaml: "application/yaml",
  csv: "text/csv; charset=utf-8",
  json: "application/json",
} as const satisfies Record<ReportKind["format"], string>;

/** What a report shows: nothing about people anyway, all that is about them, or masks instead. */
export type ReportView = "PLAIN" | "FULL" | "MASKED";

/** One report of one migration. */
export interface DeclaredReport {
  readonly kind: ReportKind;
  readonly model: string | null;
  readonly view: ReportView;
  /** whether it bears the name of its kind alone */
  readonly isNamesake: boolean;
  /** among the reports of its migration */
  readonly name: string;
  readonly fileName: string;
  readonly url: string;
}

/**
 * The reports of a migration, of a kind, whose results are of these models, in a fixed order: those that bear their
 * kind's name, then the other views of those that are about people.
 */
export function reportsOf(
  migration: NamedMigration,
  of: ReportKind["of"],
  models: readonly string[],
  isPersonal: (model: string | null) => boolean = () => true,
): readonly DeclaredReport[] {
  const wanted = REPORTS.filter((kind) => kind.of === of).flatMap((kind) =>
    (kind.per === "MODEL" ? models : [null]).map((model) => ({ kind, model })),
  );
  const declare = ({ kind, model }: (typeof wanted)[number], view: ReportView, isNamesake: boolean): DeclaredReport => {
    const suffix = isNamesake ? "" : `-${view.toLowerCase()}`;
    const name = `${model === null ? kind.kind : `${kind.kind}-${model}`}${suffix}.${kind.format}`;
    const url = `/reports/${migration.id}/${encodeURIComponent(name)}`;
    const own = kind.fileName?.(migration).replace(/(?=\.\w+$)/, suffix);
    return {
      kind,
      model,
      view,
      isNamesake,
      name,
      fileName: own ?? `${migration.pipeline}-${migration.id}-${name}`,
      url,
    };
  };
  const namesakes = wanted.map((report) =>
    declare(report, isPersonal(report.model) ? (report.kind.namesakes ?? "FULL") : "PLAIN", true),
  );
  const others = namesakes.filter(({ view }) => view !== "PLAIN");
  return [...namesakes, ...others.map((report) => declare(report, report.view === "FULL" ? "MASKED" : "FULL", false))];
}
