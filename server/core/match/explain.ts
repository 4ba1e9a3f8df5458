import { normalise } from "../normalise/normalise.js";
import type { MatchKey } from "../pipeline.js";
import { type Cell, splitValues } from "../record.js";

/** A record with what it holds of each match key, as it was read. */
export interface KeyedRecord {
  readonly number: number;
  readonly keys: ReadonlyMap<string, Cell>;
}

/** A key value that several records hold: what ties them. */
export interface Tie {
  readonly key: string;
  /** as it was compared */
  readonly value: string;
  /** numbers of the records that hold it, in the order given */
  readonly records: readonly number[];
}

/** The values of one match key that may match, as they are compared; each once. */
export function comparableValues(cell: Cell, key: MatchKey): readonly string[] {
  const values = new Set<string>();
  for (const value of splitValues(cell)) {
    const comparable = normalise(value, key.normalisation);
    if (comparable !== null) values.add(comparable);
  }
  return [...values];
}

/** All ties between the given records, by match key, under the rules that the migration was made with. */
export function tiesBetween(
  records: readonly KeyedRecord[],
  matchKeys: readonly MatchKey[],
  isShared: (key: string, value: string) => boolean,
): readonly Tie[] {
  const ties: Tie[] = [];
  for (const key of matchKeys) {
    const holders = new Map<string, number[]>();
    for (const record of records)
      for (const value of comparableValues(record.keys.get(key.column) ?? null, key)) {
        const numbers = holders.get(value);
        if (numbers) numbers.push(record.number);
        else holders.set(value, [record.number]);
      }
    for (const [value, numbers] of holders)
      if (numbers.length > 1 && !isShared(key.column, value)) ties.push({ key: key.column, value, records: numbers });
  }
  return ties;
}
