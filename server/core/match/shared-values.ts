import type { MatchKey } from "../pipeline.js";
import { SLICE, type Sliced } from "../sliced.js";
import type { ValueIndex } from "./value-index.js";

/** For each value 1 if more records of one side hold it than its match key allows, else 0. */
export function* findSharedValues(index: ValueIndex, matchKeys: readonly MatchKey[]): Sliced<Uint8Array> {
  const shared = new Uint8Array(index.values.size);
  for (let value = 0; value < shared.length; value++) {
    const { left, right } = index.holders(value);
    const limit = matchKeys[index.values.space(value)]?.normalisation.sharedLimit ?? 0;
    if (left > limit || right > limit) shared[value] = 1;
    if (value % SLICE === 0) yield;
  }
  return shared;
}
