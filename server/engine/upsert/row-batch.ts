import type { Row } from "../../core/record.js";
import type { Reached } from "./task.js";

/** A row that is the only one of its key. */
export interface TakenRow {
  readonly row: Row;
  readonly key: number;
  /** a fingerprint of its content */
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
