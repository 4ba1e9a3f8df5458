import { SLICE, type Sliced } from "../sliced.js";
import { groupByKey } from "./grouping.js";
import { positionOf, type RecordSpace, sizeOf } from "./record-space.js";
import type { ValueIndex } from "./value-index.js";

/** Records tied by match keys, directly or through others. */
export interface Clusters {
  readonly count: number;
  /** members of cluster c: `members[starts[c]] … members[starts[c + 1] - 1]`, positions, left ones first */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/**
 * Union-find over the values that may match: linear in the pairs, without recursion.
 * The root of a set is its smallest position, so clusters come out ordered by their first record.
 */
export function* findClusters(
  index: ValueIndex,
  space: RecordSpace,
  mayMatch: (value: number) => boolean,
): Sliced<Clusters> {
  const parent = new Int32Array(sizeOf(space));
  for (let i = 0; i < parent.length; i++) parent[i] = i;

  const firstHolder = new Int32Array(index.values.size).fill(-1);
  const pairValues = index.pairValues;
  const pairRecords = index.pairRecords;
  for (let i = 0; i < pairValues.length; i++) {
    const value = pairValues[i] as number;
    const record = positionOf(pairRecords[i] as number, space);
    if (firstHolder[value] === -1) firstHolder[value] = record;
    else if (mayMatch(value)) unite(parent, firstHolder[value] as number, record);
    if (i % SLICE === 0) yield;
  }

  let count = 0;
  const clusterOf = new Int32Array(parent.length);
  for (let i = 0; i < parent.length; i++) {
    const root = findRoot(parent, i);
    clusterOf[i] = root === i ? count++ : (clusterOf[root] as number);
    if (i % SLICE === 0) yield;
  }
  const { starts, positions } = yield* groupByKey(clusterOf, count);
  return { count, starts, members: positions };
}

function unite(parent: Int32Array, a: number, b: number): void {
  const rootA = findRoot(parent, a);
  const rootB = findRoot(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

/** The root of a set; every second step is shortened on the way. */
function findRoot(parent: Int32Array, position: number): number {
  let at = position;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at] as number] as number;
    at = parent[at] as number;
  }
  return at;
}
