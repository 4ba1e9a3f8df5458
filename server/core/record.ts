/** Which of the two sources a record is from: left is the source of truth. */
export type Side = "LEFT" | "RIGHT";

/** What was done to a record of the target. */
export type Effect = "CREATED" | "UPDATED" | "UNCHANGED" | "DELETED" | "ENDED";

/** One value of a record; null where the source has none. */
export type Cell = string | null;

/** A record as its source gives it: the id, then the model's columns in their order. */
export type Row = readonly Cell[];

/** Stands between the values of a column that holds several: the ASCII unit separator. */
export const VALUE_SEPARATOR = "\x1f";

/** The values of a cell of a column that holds several. */
export function splitValues(cell: Cell): readonly string[] {
  return cell === null || cell === "" ? [] : cell.split(VALUE_SEPARATOR);
}

/**
 * Records are numbered in reading order, 1, 2, 3 … on the left and -1, -2, -3 … on the right,
 * so that one integer names a record of either side.
 */
export function sideOf(number: number): Side {
  return number > 0 ? "LEFT" : "RIGHT";
}

/** A record's columns by name. */
export interface RecordReader {
  readonly id: string;
  /** the value of a column, trimmed; null where there is none or it is blank */
  one(column: string): string | null;
  /** the values of a column that holds several, trimmed, without blanks */
  many(column: string): readonly string[];
}
