import { SLICE, type Sliced } from "../sliced.js";
import type { Clusters } from "./clusters.js";
import { groupByKey } from "./grouping.js";
import { IntList } from "./int-list.js";
import { positionOf, type RecordSpace, sizeOf } from "./record-space.js";
import type { ValueIndex } from "./value-index.js";

/** How the records of large clusters joined: for each cluster a flat list of triples record, joined record, match key. */
export interface Links {
  /** the triples of cluster c are `triples[starts[c]] … triples[starts[c + 1] - 1]`; none for clusters of one or two */
  readonly starts: Int32Array;
  readonly triples: Int32Array;
}

/**
 * For each cluster of three or more records the chain that holds it together: breadth first from its first record,
 * so that each other record is tied to it by as few steps as there are. Linear in the pairs of values and records.
 */
export function* findLinks(
  clusters: Clusters,
  index: ValueIndex,
  space: RecordSpace,
  mayMatch: (value: number) => boolean,
): Sliced<Links> {
  const starts = new Int32Array(clusters.count + 1);
  const triples = new IntList();
  const { records, values } = yield* gatherPairs(clusters, index, space, mayMatch);
  const byRecord = yield* groupByKey(records, sizeOf(space));
  // By record, not as the two sides happened to be read: the same records give the same chain each time.
  const inOrder = byRecord.positions;
  const valuesInOrder = inOrder.map((pair) => values[pair] as number);
  const byValue = yield* groupByKey(valuesInOrder, index.values.size);
  const seenRecord = new Uint8Array(sizeOf(space));
  const seenValue = new Uint8Array(index.values.size);

  let steps = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const first = clusters.starts[cluster] as number;
    if ((clusters.starts[cluster + 1] as number) - first > 2) {
      const queue = [clusters.members[first] as number];
      seenRecord[queue[0] as number] = 1;
      for (let head = 0; head < queue.length; head++) {
        const from = queue[head] as number;
        for (let p = byRecord.starts[from] as number; p < (byRecord.starts[from + 1] as number); p++) {
          const value = values[inOrder[p] as number] as number;
          if (seenValue[value] === 1) continue;
          seenValue[value] = 1;
          for (let q = byValue.starts[value] as number; q < (byValue.starts[value + 1] as number); q++) {
            const to = records[inOrder[byValue.positions[q] as number] as number] as number;
            if (++steps % SLICE === 0) yield;
            if (seenRecord[to] === 1) continue;
            seenRecord[to] = 1;
            queue.push(to);
            triples.push(to);
            triples.push(from);
            triples.push(index.values.key(value));
          }
        }
      }
    }
    starts[cluster + 1] = triples.length;
    if (cluster % SLICE === 0) yield;
  }
  return { starts, triples: triples.view() };
}

/** What the records of large clusters hold that may match: few of all pairs, as most clusters are small. */
function* gatherPairs(
  { count, starts, members }: Clusters,
  { pairRecords, pairValues }: ValueIndex,
  space: RecordSpace,
  mayMatch: (value: number) => boolean,
) {
  const isInLarge = new Uint8Array(sizeOf(space));
  for (let cluster = 0; cluster < count; cluster++) {
    const start = starts[cluster] as number;
    const end = starts[cluster + 1] as number;
    if (end - start > 2) for (let at = start; at < end; at++) isInLarge[members[at] as number] = 1;
    if (cluster % SLICE === 0) yield;
  }
  const records = new IntList();
  const values = new IntList();
  for (let pair = 0; pair < pairRecords.length; pair++) {
    if (pair % SLICE === 0) yield;
    const record = positionOf(pairRecords[pair] as number, space);
    const value = pairValues[pair] as number;
    if (isInLarge[record] === 0 || !mayMatch(value)) continue;
    records.push(record);
    values.push(value);
  }
  return { records: records.view(), values: values.view() };
}
