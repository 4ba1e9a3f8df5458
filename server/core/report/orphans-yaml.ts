import type { ReportFinding } from "./part.js";
import type { ReportKind } from "./report.js";
import type { ReportModel } from "./report-model.js";
import type { DescribedRecord, ReportRecord } from "./report-record.js";
import { yamlItem } from "./yaml.js";
import { yamlList } from "./yaml-list.js";

/** A model's orphans with their candidates, in the shape of the original service's report. */
export const orphansYaml: ReportKind = {
  kind: "orphans",
  format: "yaml",
  of: "RECONCILIATION",
  per: "MODEL",
  tellsEnd: false,
  sections: ["orphans"],
  begin: (_, model) => yamlList("orphans", model as ReportModel, writeOrphan),
};

export interface OrphanEntry {
  readonly [key: string]: DescribedRecord | readonly DescribedRecord[];
  readonly orphan: DescribedRecord;
  readonly potential_matches: readonly DescribedRecord[];
}

function* writeOrphan(finding: ReportFinding): Generator<string> {
  yield yamlItem(orphanEntry(finding));
}

/** One entry of the report. */
export function orphanEntry(finding: ReportFinding): OrphanEntry {
  return {
    orphan: (finding.records[0] as ReportRecord).described,
    potential_matches: finding.candidates.map((candidate) => candidate.record.described),
  };
}
