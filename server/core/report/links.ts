import { comparableValues } from "../match/explain.js";
import type { MatchKey } from "../pipeline.js";
import { MASK } from "./mask.js";
import type { ReportFinding } from "./part.js";
import type { ReportModel } from "./report-model.js";
import type { ReportRecord } from "./report-record.js";

/** How a record joined its cluster: a value of a match key that another record of it holds too. */
export interface ReportLink {
  readonly record: ReportRecord;
  readonly joinedBy: ReportRecord;
  readonly key: string;
  /** as it was compared */
  readonly value: string;
}

/** The chain that holds a cluster together: every record but the first, each after the one it joined by. */
export function* linksOf(finding: ReportFinding, model: ReportModel): Generator<ReportLink> {
  const { records, links } = finding;
  if (links.length === 0) {
    const [first, second] = records;
    if (first && second) yield linkBetween(second, first, model, model.matchKeys);
    return;
  }
  const byNumber = new Map(records.map((record) => [record.number, record]));
  for (let i = 0; i < links.length; i += 3) {
    const record = byNumber.get(links[i] as number);
    const joinedBy = byNumber.get(links[i + 1] as number);
    const key = model.matchKeys[links[i + 2] as number];
    if (!record || !joinedBy || !key) throw new Error(`finding ${finding.number} has a link to a record outside it`);
    yield linkBetween(record, joinedBy, model, [key]);
  }
}

/** By the first of the keys that ties the two. */
function linkBetween(
  record: ReportRecord,
  joinedBy: ReportRecord,
  model: ReportModel,
  keys: readonly MatchKey[],
): ReportLink {
  for (const key of keys) {
    const position = model.matchKeys.indexOf(key);
    const theirs = comparableValues(joinedBy.cells[position] ?? null, key);
    const value = comparableValues(record.cells[position] ?? null, key).find(
      (candidate) => theirs.includes(candidate) && !model.isShared(key.column, candidate),
    );
    if (value === undefined) continue;
    const isHidden = model.hiddenKeys?.has(key.column) === true;
    return { record, joinedBy, key: key.column, value: isHidden ? MASK : value };
  }
  throw new Error(`nothing ties the records ${record.described.id} and ${joinedBy.described.id} of ${model.name}`);
}
