import { SLICE, type Sliced } from "../sliced.js";

/** Positions 0 … n-1 grouped by a key: those of key k are `positions[starts[k]] … positions[starts[k + 1] - 1]`, ascending. */
export interface Grouping {
  readonly starts: Int32Array;
  readonly positions: Int32Array;
}

/** Groups positions by their key (0 … count-1) with a counting sort; a negative key leaves its position out. */
export function* groupByKey(keys: Int32Array, count: number): Sliced<Grouping> {
  const starts = new Int32Array(count + 1);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key >= 0) starts[key + 1] = (starts[key + 1] as number) + 1;
    if (i % SLICE === 0) yield;
  }
  for (let k = 0; k < count; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const next = starts.slice();
  const positions = new Int32Array(starts[count] as number);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    if (key >= 0) {
      const at = next[key] as number;
      positions[at] = i;
      next[key] = at + 1;
    }
    if (i % SLICE === 0) yield;
  }
  return { starts, positions };
}
