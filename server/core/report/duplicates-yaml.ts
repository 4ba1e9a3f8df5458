import { linksOf } from "./links.js";
import type { ReportFinding } from "./part.js";
import type { ReportKind } from "./report.js";
import type { ReportModel } from "./report-model.js";
import { nameOf } from "./report-record.js";
import { yamlItem } from "./yaml.js";
import { yamlList } from "./yaml-list.js";

/** A model's duplicates and same-side clusters: whom they hold, and how each record came in. */
export const duplicatesYaml: ReportKind = {
  kind: "duplicates",
  format: "yaml",
  of: "RECONCILIATION",
  per: "MODEL",
  tellsEnd: false,
  sections: ["duplicates"],
  begin: (_, model) => yamlList("duplicates", model as ReportModel, writeDuplicate),
};

/** Record by record: a cluster may be very large. */
function* writeDuplicate(finding: ReportFinding, model: ReportModel): Generator<string> {
  yield `- cluster: ${finding.number}\n  same_side: ${finding.isSameSide}\n  records:\n`;
  for (const record of finding.records) yield yamlItem(record.described, 4);
  yield "  links:\n";
  for (const { record, joinedBy, key, value } of linksOf(finding, model))
    yield yamlItem({ record: nameOf(record), joined_by: nameOf(joinedBy), key, value }, 4);
}
