import type { ReportFinding } from "./part.js";
import type { ReportWriter } from "./report.js";
import type { ReportModel } from "./report-model.js";

/** A YAML list of one model's findings; an empty one is still a list. */
export function yamlList(
  section: "duplicates" | "orphans",
  model: ReportModel,
  entry: (finding: ReportFinding, model: ReportModel) => Iterable<string>,
): ReportWriter {
  let isEmpty = true;
  return {
    *write(part) {
      if (part.section !== section || part.model.name !== model.name) return;
      for (const finding of part.findings) {
        isEmpty = false;
        yield* entry(finding, model);
      }
    },
    *end() {
      if (isEmpty) yield "[]\n";
    },
  };
}
