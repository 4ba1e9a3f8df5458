import { isPersonalColumn, isPersonalField, isPersonalTrait, shownColumns } from "../personal.js";
import type { Pipeline } from "../pipeline.js";
import { MASK, maskMessage, maskRow } from "./mask.js";
import type { ReportCandidate, ReportFinding, ReportPart } from "./part.js";
import type { ReportModel } from "./report-model.js";
import type { ReportRecord } from "./report-record.js";
import type { ResultHead } from "./result-head.js";

/** What a migration's masked reports are made of: the same parts, without the values that are about people. */
export interface ReportMasks {
  head(head: ResultHead): ResultHead;
  model<Model extends ReportModel>(model: Model): Model;
  part(part: ReportPart): ReportPart;
}

export function createReportMasks(pipeline: Pipeline | undefined): ReportMasks {
  const declared = (model: string) => pipeline?.models.find(({ name }) => name === model);
  const isHidden = (model: string, key: string): boolean => isPersonalColumn(declared(model), key);

  const maskRecord = (record: ReportRecord, model: ReportModel): ReportRecord => {
    const described = Object.entries(record.described).map(([name, value]) => {
      if (name === "class" || name === "id" || !isHidden(model.name, name)) return [name, value];
      return [name, typeof value === "string" ? MASK : value.map(() => MASK)];
    });
    return { ...record, described: Object.fromEntries(described) as ReportRecord["described"] };
  };
  const maskCandidate = ({ record, agreements }: ReportCandidate, model: ReportModel): ReportCandidate => ({
    record: maskRecord(record, model),
    agreements: agreements.map(({ rule, values }) => ({
      rule,
      values: values.map((value) =>
        Object.fromEntries(
          Object.entries(value).map(([name, text]) => [
            name,
            isPersonalTrait(declared(model.name), rule, name) ? MASK : text,
          ]),
        ),
      ),
    })),
  });
  const maskFinding = (finding: ReportFinding, model: ReportModel): ReportFinding => ({
    ...finding,
    records: finding.records.map((record) => maskRecord(record, model)),
    candidates: finding.candidates.map((candidate) => maskCandidate(candidate, model)),
  });

  const masks: ReportMasks = {
    head: (head) => ({
      ...head,
      sharedValues: head.sharedValues.map((shared) =>
        isHidden(shared.model, shared.key) ? { ...shared, value: MASK } : shared,
      ),
    }),
    model: (model) => ({
      ...model,
      hiddenKeys: new Set(model.matchKeys.map(({ column }) => column).filter((key) => isHidden(model.name, key))),
    }),
    part(part) {
      switch (part.section) {
        case "matches":
          return part;
        case "rejections":
          return { ...part, entries: part.entries.map((entry) => maskRejection(entry as LoggedRejection, pipeline)) };
        case "changes":
          return { ...part, entries: part.entries.map((entry) => maskChange(entry as LoggedChange, pipeline)) };
        default:
          return {
            ...part,
            model: masks.model(part.model),
            findings: part.findings.map((finding) => maskFinding(finding, part.model)),
          };
      }
    },
  };
  return masks;
}

interface LoggedRejection {
  readonly model: string;
  readonly message: string;
  readonly row: unknown;
}

function maskRejection(entry: LoggedRejection, pipeline: Pipeline | undefined): LoggedRejection {
  const shown = shownColumns(pipeline, entry.model);
  return { ...entry, message: maskMessage(entry.message, entry.row, shown), row: maskRow(entry.row, shown) };
}

interface LoggedChange {
  readonly entity: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

function maskChange(entry: LoggedChange, pipeline: Pipeline | undefined): LoggedChange {
  if (!isPersonalField(pipeline, entry.entity, entry.field)) return entry;
  const mask = (value: string | null) => (value === null || value === "" ? value : MASK);
  return { ...entry, before: mask(entry.before), after: mask(entry.after) };
}
