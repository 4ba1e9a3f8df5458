import type { Classification } from "../match/classify.js";
import type { Clusters } from "../match/clusters.js";
import { groupByKey } from "../match/grouping.js";
import { IntList } from "../match/int-list.js";
import { positionOf, type RecordSpace, sizeOf } from "../match/record-space.js";
import type { ValueIndex } from "../match/value-index.js";
import { SLICE, type Sliced } from "../sliced.js";
import { type ClusterGraph, type Cut, CutFinder } from "./cuts.js";

/** The value that holds two halves of a duplicate together: without it several records would be left on either side. */
export interface Bridge {
  /** the cluster's place among the duplicates, from 0 */
  readonly duplicate: number;
  readonly value: number;
  /** position of its match key */
  readonly key: number;
  /** records of the largest part that is left without it, and all others: two at least */
  readonly larger: number;
  readonly smaller: number;
  /** whether none of the parts is a duplicate */
  readonly settles: boolean;
}

/** A record that hangs on one value alone is no half. */
const SMALLEST_HALF = 2;

/**
 * For each duplicate the bridge whose loss would part it most evenly; none where no single value holds it together.
 * Of equal ones the one that settles the duplicate, then the first. Linear in the values that the duplicates hold.
 */
export function* findBridges(
  clusters: Clusters,
  duplicates: Classification["duplicates"],
  index: ValueIndex,
  space: RecordSpace,
  mayMatch: (value: number) => boolean,
): Sliced<readonly Bridge[]> {
  const duplicateOf = new Int32Array(sizeOf(space)).fill(-1);
  for (const [i, cluster] of duplicates.entries()) {
    if ((clusters.starts[cluster + 1] as number) - (clusters.starts[cluster] as number) < 2 * SMALLEST_HALF) continue;
    for (let at = clusters.starts[cluster] as number; at < (clusters.starts[cluster + 1] as number); at++)
      duplicateOf[clusters.members[at] as number] = i;
  }
  const { values, positions, byDuplicate } = yield* gatherPairs(index, space, duplicateOf, duplicates.length, mayMatch);

  const bridges: Bridge[] = [];
  const records = new Numbering(sizeOf(space));
  const held = new Numbering(index.values.size);
  const cuts = new CutFinder();
  let steps = 0;
  for (let i = 0; i < duplicates.length; i++) {
    if (byDuplicate.starts[i] === byDuplicate.starts[i + 1]) continue;
    const pairs = byDuplicate.positions.subarray(byDuplicate.starts[i], byDuplicate.starts[i + 1]);
    steps += pairs.length;
    if (steps > SLICE) {
      steps = 0;
      yield;
    }
    const graph = graphOf(pairs, values, positions, records, held, space);
    const best = cuts.of(graph).reduce<Cut | null>((chosen, cut) => (isBetter(cut, chosen) ? cut : chosen), null);
    if (best && best.smaller >= SMALLEST_HALF) {
      const value = held.at(best.value);
      bridges.push({ ...best, duplicate: i, value, key: index.values.key(value) });
    }
    records.clear();
    held.clear();
  }
  return bridges;
}

function isBetter(cut: Cut, than: Cut | null): boolean {
  if (than === null || cut.smaller !== than.smaller) return cut.smaller > (than?.smaller ?? 0);
  return cut.settles && !than.settles;
}

/** What the records of duplicates hold that may match, by duplicate. */
function* gatherPairs(
  index: ValueIndex,
  space: RecordSpace,
  duplicateOf: Int32Array,
  count: number,
  mayMatch: (value: number) => boolean,
) {
  const pairValues = index.pairValues;
  const pairRecords = index.pairRecords;
  const [values, positions, owners] = [new IntList(), new IntList(), new IntList()];
  for (let pair = 0; pair < pairValues.length; pair++) {
    if (pair % SLICE === 0) yield;
    const position = positionOf(pairRecords[pair] as number, space);
    const duplicate = duplicateOf[position] as number;
    if (duplicate < 0 || !mayMatch(pairValues[pair] as number)) continue;
    values.push(pairValues[pair] as number);
    positions.push(position);
    owners.push(duplicate);
  }
  return { values, positions, byDuplicate: yield* groupByKey(owners.view(), count) };
}

function graphOf(
  pairs: Int32Array,
  values: IntList,
  positions: IntList,
  records: Numbering,
  held: Numbering,
  space: RecordSpace,
): ClusterGraph {
  const [ofRecord, ofValue] = [new Int32Array(pairs.length), new Int32Array(pairs.length)];
  for (let i = 0; i < pairs.length; i++) {
    ofRecord[i] = records.of(positions.at(pairs[i] as number));
    ofValue[i] = held.of(values.at(pairs[i] as number));
  }
  const isLeft = (record: number): boolean => records.at(record) < space.left;
  return { ofRecord, ofValue, records: records.size, values: held.size, isLeft };
}

/** Numbers things 0, 1, 2 … as they come; one serves cluster after cluster. */
class Numbering {
  private readonly numbers: Int32Array;
  private readonly things: number[] = [];

  constructor(things: number) {
    this.numbers = new Int32Array(things).fill(-1);
  }

  get size(): number {
    return this.things.length;
  }

  of(thing: number): number {
    const known = this.numbers[thing] as number;
    if (known >= 0) return known;
    this.numbers[thing] = this.things.length;
    return this.things.push(thing) - 1;
  }

  at(number: number): number {
    return this.things[number] as number;
  }

  clear(): void {
    for (const thing of this.things) this.numbers[thing] = -1;
    this.things.length = 0;
  }
}
