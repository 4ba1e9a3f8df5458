import type { MatchKey } from "../pipeline.js";
import { SLICE, type Sliced } from "../sliced.js";
import type { ValueIndex } from "./value-index.js";

/** A value that too many records of one side hold for it to match. */
export interface SharedValue {
  readonly value: number;
  readonly left: number;
  readonly right: number;
}

/** The values that more records of one side hold than their match key allows, ascending. */
export function* findSharedValues(index: ValueIndex, matchKeys: readonly MatchKey[]): Sliced<readonly SharedValue[]> {
  const limits = matchKeys.map(({ normalisation }) => normalisation.sharedLimit);
  const least = Math.min(...limits);
  const holders = index.holders;
  const shared: SharedValue[] = [];
  for (let value = 0; value < holders.left.length; value++) {
    const left = holders.left[value] as number;
    const right = holders.right[value] as number;
    const most = Math.max(left, right);
    if (most > least && most > (limits[index.values.key(value)] ?? 0)) shared.push({ value, left, right });
    if (value % SLICE === 0) yield;
  }
  return shared;
}
