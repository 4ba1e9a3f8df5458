import fc from "fast-check";
import { hashBytes } from "../../../server/core/hash.js";
import type { Clusters } from "../../../server/core/match/clusters.js";
import type { HeldHashes } from "../../../server/core/match/find-candidates.js";
import { IntList } from "../../../server/core/match/int-list.js";
import { PackedValues } from "../../../server/core/match/packed-values.js";
import { positionOf, type RecordSpace } from "../../../server/core/match/record-space.js";
import { findSharedValues } from "../../../server/core/match/shared-values.js";
import { indexValues, type ValueIndex } from "../../../server/core/match/value-index.js";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import type { MatchKey } from "../../../server/core/pipeline.js";
import { runThrough, type Sliced } from "../../../server/core/sliced.js";

/** A value of a match key or a rule. */
export interface Held {
  readonly space: number;
  readonly text: string;
}

export interface GraphRecord {
  readonly isLeft: boolean;
  readonly holds: readonly Held[];
}

/** Records in reading order, both sides in turn, with the limit above which each key's values are shared. */
export interface Graph {
  readonly records: readonly GraphRecord[];
  readonly limits: readonly number[];
}

/** Small random graphs, dense enough that clusters of every shape come up; a record may repeat a value. */
export function graphs({ limits = [1, 2, 3, 100], records = 24 } = {}): fc.Arbitrary<Graph> {
  const held = fc.record({ space: fc.nat(2), text: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h", "i", "j") });
  const record = fc.record({ isLeft: fc.boolean(), holds: fc.array(held, { maxLength: 3 }) });
  return fc.record({
    records: fc.array(record, { maxLength: records, size: "max" }),
    limits: fc.array(fc.constantFrom(...limits), { minLength: 3, maxLength: 3 }),
  });
}

/** The graph as the engine sees it. */
export interface ReadGraph {
  readonly index: ValueIndex;
  readonly hashes: HeldHashes;
  readonly space: RecordSpace;
  readonly mayMatch: (value: number) => boolean;
  /** each record in the order of positions */
  readonly byPosition: readonly GraphRecord[];
}

/** Notes what records hold, in any order, and puts it together as matching does: the left side first. */
export class BothSides {
  private readonly held: { readonly record: number; readonly text: string; readonly space: number }[] = [];

  add(record: number, text: string, space: number): void {
    this.held.push({ record, text, space });
  }

  index(): ValueIndex {
    const [values, records] = [new PackedValues(), new IntList()];
    for (const isLeft of [true, false])
      for (const { record, text, space } of this.held) {
        if (record > 0 !== isLeft) continue;
        const bytes = Buffer.from(text);
        values.add(bytes, 0, bytes.length, space);
        records.push(record);
      }
    return runThrough(indexValues(values, records));
  }

  /** The same as what rules that find candidates look at, a rule a space. */
  hashes(): HeldHashes {
    const [highs, lows, records] = [new IntList(), new IntList(), new IntList()];
    for (const { record, text, space } of this.held) {
      const bytes = Buffer.from(`${space} ${text}`);
      const { high, low } = hashBytes(bytes, 0, bytes.length, { high: 0, low: 0 });
      highs.push(high);
      lows.push(low);
      records.push(record);
    }
    return { highs, lows, records };
  }
}

export function readGraph({ records, limits }: Graph): ReadGraph {
  const held = new BothSides();
  const numbered: { number: number; record: GraphRecord }[] = [];
  let left = 0;
  let right = 0;
  for (const record of records) {
    const number = record.isLeft ? ++left : -++right;
    numbered.push({ number, record });
    for (const { space, text } of record.holds) held.add(number, text, space);
  }
  const index = held.index();
  const space = { left, right };
  const byPosition: GraphRecord[] = [];
  for (const { number, record } of numbered) byPosition[positionOf(number, space)] = record;
  const shared = new Set(runThrough(findSharedValues(index, matchKeys(limits))).map(({ value }) => value));
  return { index, hashes: held.hashes(), space, mayMatch: (value) => !shared.has(value), byPosition };
}

export function matchKeys(limits: readonly number[]): readonly MatchKey[] {
  return limits.map((sharedLimit, i) => ({ column: `key${i}`, normalisation: normalisation({ sharedLimit }) }));
}

/** Oracle: whether too many records of one side hold the value, counted one by one. */
export function isShared({ records, limits }: Graph, { space, text }: Held): boolean {
  const holders = records.filter((record) => record.holds.some((held) => held.space === space && held.text === text));
  const left = holders.filter((record) => record.isLeft).length;
  return left > (limits[space] as number) || holders.length - left > (limits[space] as number);
}

/** Oracle: the values that two records both hold and that may match. */
export function tying(graph: Graph, a: GraphRecord, b: GraphRecord): readonly Held[] {
  return a.holds.filter(
    (held) => b.holds.some((other) => other.space === held.space && other.text === held.text) && !isShared(graph, held),
  );
}

/** Oracle: positions in clusters, by asking each pair of records again until nothing changes. */
export function bruteForceClusters(graph: Graph, byPosition: readonly GraphRecord[]): readonly (readonly number[])[] {
  const label = byPosition.map((_, i) => i);
  for (let changed = true; changed; ) {
    changed = false;
    byPosition.forEach((a, i) => {
      byPosition.forEach((b, j) => {
        const smaller = Math.min(label[i] as number, label[j] as number);
        if (label[i] === label[j] || tying(graph, a, b).length === 0) return;
        label[i] = smaller;
        label[j] = smaller;
        changed = true;
      });
    });
  }
  const groups = label.map((_, name) => label.flatMap((other, position) => (other === name ? [position] : [])));
  return groups.filter((group) => group.length > 0);
}

export function membersOf(clusters: Clusters): readonly (readonly number[])[] {
  return Array.from({ length: clusters.count }, (_, c) =>
    Array.from(clusters.members.subarray(clusters.starts[c], clusters.starts[c + 1])),
  );
}

/** Clusters as literal positions. */
export function clustersOf(groups: readonly (readonly number[])[]): Clusters {
  const starts = [0];
  for (const group of groups) starts.push((starts.at(-1) as number) + group.length);
  return { count: groups.length, starts: Int32Array.from(starts), members: Int32Array.from(groups.flat()) };
}

/** Runs sliced work to its end; breaks off where it takes more slices than it may. */
export function runWithin<T>(slices: number, work: Sliced<T>): T {
  for (let taken = 0; ; taken++) {
    const step = work.next();
    if (step.done) return step.value;
    if (taken > slices) throw new Error(`more than ${slices} slices`);
  }
}
