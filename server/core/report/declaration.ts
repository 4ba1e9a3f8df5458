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

/** One report of one migration. */
export interface DeclaredReport {
  readonly kind: ReportKind;
  readonly model: string | null;
  /** among the reports of its migration */
  readonly name: string;
  readonly fileName: string;
  readonly url: string;
}

/** The reports of a migration, of a kind, whose results are of these models, in a fixed order. */
export function reportsOf(
  migration: NamedMigration,
  of: ReportKind["of"],
  models: readonly string[],
): readonly DeclaredReport[] {
  return REPORTS.filter((kind) => kind.of === of).flatMap((kind) =>
    (kind.per === "MODEL" ? models : [null]).map((model) => {
      const name = `${model === null ? kind.kind : `${kind.kind}-${model}`}.${kind.format}`;
      const url = `/reports/${migration.id}/${encodeURIComponent(name)}`;
      const fileName = kind.fileName?.(migration) ?? `${migration.pipeline}-${migration.id}-${name}`;
      return { kind, model, name, fileName, url };
    }),
  );
}
