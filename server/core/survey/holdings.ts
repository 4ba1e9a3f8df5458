import type { UnusableValues } from "../match/key-values.js";
import { positionOf, type RecordSpace, sizeOf } from "../match/record-space.js";
import type { ValueIndex } from "../match/value-index.js";
import { SLICE, type Sliced } from "../sliced.js";

/** A record's ties are kept in two bytes; what more keys tie is not told. */
export const MOST_KEYS = 16;

/** Why an orphan found nobody. */
export const ORPHAN_CAUSES = ["NO_VALUE", "UNUSABLE_VALUES", "SHARED_VALUE", "UNKNOWN_VALUES"] as const;

export type OrphanCause = (typeof ORPHAN_CAUSES)[number];

/** Records of each side, by the position of the match key of which they hold something. */
export interface HoldersByKey {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** What the records of both sides hold of match keys, and what that does. */
export interface Holdings {
  /** by position: the match keys that tie a record to the other side, bit k for the key at position k */
  readonly ties: Uint16Array;
  readonly holders: HoldersByKey;
  /** why the record at a position, if it is an orphan, found nobody */
  readonly causeOf: (position: number) => OrphanCause;
}

const USABLE = 1;
const SHARED = 2;
const UNUSABLE = 4;

/** One walk over the pairs of values and records, of which there are millions. */
export function* surveyHoldings(
  index: ValueIndex,
  unusable: UnusableValues,
  space: RecordSpace,
  mayMatch: (value: number) => boolean,
  keys: number,
): Sliced<Holdings> {
  const { left, right } = index.holders;
  const ties = new Uint16Array(sizeOf(space));
  const holds = new Uint8Array(sizeOf(space));
  const holders = { left: new Int32Array(keys), right: new Int32Array(keys) };
  const last = new Int32Array(keys);
  const values = index.pairValues;
  const records = index.pairRecords;
  for (let pair = 0; pair < values.length; pair++) {
    if (pair % SLICE === 0) yield;
    const value = values[pair] as number;
    const record = records[pair] as number;
    const key = index.values.key(value);
    const position = positionOf(record, space);
    // A record's pairs follow one another, key by key.
    if (last[key] !== record) {
      last[key] = record;
      const count = record > 0 ? holders.left : holders.right;
      count[key] = (count[key] as number) + 1;
    }
    const isOnBoth = left[value] !== 0 && right[value] !== 0;
    // A value that too many share is the cause only where it would have matched.
    const isShared = isOnBoth && !mayMatch(value);
    holds[position] = (holds[position] as number) | (isShared ? SHARED | USABLE : USABLE);
    if (isOnBoth && !isShared && key < MOST_KEYS) ties[position] = (ties[position] as number) | (1 << key);
  }
  unusable.each((record) => {
    const position = positionOf(record, space);
    holds[position] = (holds[position] as number) | UNUSABLE;
  });
  return { ties, holders, causeOf: (position) => causeOf(holds[position] as number) };
}

/** The first that holds. */
function causeOf(held: number): OrphanCause {
  if ((held & SHARED) !== 0) return "SHARED_VALUE";
  if ((held & USABLE) !== 0) return "UNKNOWN_VALUES";
  return (held & UNUSABLE) !== 0 ? "UNUSABLE_VALUES" : "NO_VALUE";
}
