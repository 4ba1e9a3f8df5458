import type {
  BridgeRow,
  BucketRow,
  CandidateRow,
  FindingRow,
  FindingsTransaction,
  NotesRow,
  RecordFindingsRow,
  RecordOutcomesRow,
  RowSink,
  SharedValueRow,
} from "../../core/stores.js";
import type { BinaryValue } from "../database/binary-copy-in.js";
import type { CopyValue } from "../database/copy-text.js";

/** Opens a sink into some columns of a table, with each row's values for them. */
export type OpenSink<V> = <R>(
  table: string,
  columns: readonly string[],
  valuesOf: (row: R) => readonly V[],
) => RowSink<R>;

type FindingSinks = Pick<
  FindingsTransaction,
  | "findings"
  | "candidates"
  | "searchBuckets"
  | "notes"
  | "recordFindings"
  | "recordOutcomes"
  | "sharedValues"
  | "bridges"
>;

/** In which columns what is found of a model is kept. */
export function findingSinks(sink: OpenSink<CopyValue>, binarySink: OpenSink<BinaryValue>): FindingSinks {
  return {
    findings: () =>
      binarySink<FindingRow>(
        "findings",
        ["result_id", "number", "outcome", "members", "links", "candidates"],
        (row) => [row.resultId, row.number, row.outcome, row.members, row.links, row.candidates],
      ),
    candidates: () =>
      sink<CandidateRow>("candidates", ["result_id", "finding", "rank", "record", "agreement"], (row) => [
        row.resultId,
        row.finding,
        row.rank,
        row.record,
        JSON.stringify(row.agreement),
      ]),
    searchBuckets: () =>
      binarySink<BucketRow>("search_buckets", ["result_id", "bucket", "segment", "postings"], (row) => [
        row.resultId,
        row.bucket,
        row.segment,
        row.postings,
      ]),
    notes: () =>
      binarySink<NotesRow>("match_notes", ["result_id", "side", "number", "list", "bytes"], (row) => [
        row.resultId,
        row.side,
        row.number,
        row.list,
        row.bytes,
      ]),
    recordFindings: () =>
      binarySink<RecordFindingsRow>(
        "record_findings",
        ["result_id", "side", "first", "findings", "same_side"],
        (row) => [row.resultId, row.side, row.first, row.findings, row.sameSide],
      ),
    recordOutcomes: () =>
      binarySink<RecordOutcomesRow>(
        "record_outcomes",
        ["result_id", "side", "first", "ids", "outcomes", "ties"],
        (row) => [row.resultId, row.side, row.first, row.ids, row.outcomes, row.ties],
      ),
    sharedValues: () =>
      sink<SharedValueRow>(
        "shared_values",
        ["result_id", "number", "key", "value", "left_records", "right_records"],
        (row) => [row.resultId, row.number, row.key, row.value, row.left, row.right],
      ),
    bridges: () =>
      sink<BridgeRow>(
        "bridges",
        ["result_id", "number", "finding", "key", "value", "larger", "smaller", "settles"],
        (row) => [
          row.resultId,
          row.number,
          row.finding,
          row.key,
          row.value,
          row.larger,
          row.smaller,
          row.settles ? "t" : "f",
        ],
      ),
  };
}
