import { NEWLINE, rowOfLine } from "../../core/copy-line.js";
import type { Row } from "../../core/record.js";
import type { Mark } from "../../core/upsert/detect.js";
import type { Reached } from "./task.js";

/** A row that is the only one of its key. */
export interface TakenRow extends Mark {
  /** its line, without the newline: most rows have not changed, and nobody looks into them */
  readonly line: Buffer;
  readonly key: number;
  readonly contentHash: string;
  /** where the part stands once this row is taken */
  readonly reached: Reached;
}

/** Rows that are taken together, in the order of their keys. */
export interface RowBatch {
  readonly rows: readonly TakenRow[];
  /** keys of which several rows were met since the batch before */
  readonly duplicateKeys: readonly number[];
  readonly reached: Reached;
}

/** One batch of two, of which the second comes behind the first. */
export function joined(first: RowBatch, second: RowBatch): RowBatch {
  return {
    rows: [...first.rows, ...second.rows],
    duplicateKeys: [...first.duplicateKeys, ...second.duplicateKeys],
    reached: second.reached,
  };
}

/** The cells of a row. */
export function rowOf(line: Buffer): Row {
  return rowOfLine(line.toString("utf8"));
}

/** Lines one by one, without their newlines. */
export function eachLine(lines: Buffer): readonly Buffer[] {
  const each: Buffer[] = [];
  for (let start = 0; start < lines.length; ) {
    const end = lines.indexOf(NEWLINE, start);
    each.push(lines.subarray(start, end));
    start = end + 1;
  }
  return each;
}

/**
 * Two batches of a batch that has several rows. The first carries the duplicate keys: it may be the last one that this
 * worker keeps, and whoever goes on behind it does not meet those before it.
 */
export function halvesOf({ rows, duplicateKeys, reached }: RowBatch): readonly [RowBatch, RowBatch] {
  const half = Math.ceil(rows.length / 2);
  const first = rows.slice(0, half);
  return [
    { rows: first, duplicateKeys, reached: (first.at(-1) as TakenRow).reached },
    { rows: rows.slice(half), duplicateKeys: [], reached },
  ];
}
