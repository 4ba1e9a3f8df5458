import type { Classification } from "../match/classify.js";
import type { Clusters } from "../match/clusters.js";
import type { UnusableValues } from "../match/key-values.js";
import type { SharedValue } from "../match/shared-values.js";
import type { ValueIndex } from "../match/value-index.js";
import type { MatchKey } from "../pipeline.js";
import { SLICE, type Sliced } from "../sliced.js";
import type { Bridge } from "./bridges.js";
import { type Holdings, MOST_KEYS } from "./holdings.js";

/** What one match key did in a migration. */
export interface KeyUsage {
  readonly key: string;
  /** records that hold a value of it that may match */
  readonly leftRecords: number;
  readonly rightRecords: number;
  /** records that hold a blank or a placeholder */
  readonly leftUnusable: number;
  readonly rightUnusable: number;
  /** different values, and how many of them records of both sides hold */
  readonly values: number;
  readonly tyingValues: number;
  /** values that too many records share to match */
  readonly sharedValues: number;
  /** matched pairs that it ties, and those that no other key does */
  readonly matched: number;
  readonly matchedAlone: number;
  /** duplicates in which it ties records of both sides */
  readonly duplicates: number;
  /** duplicates of which it holds two halves together by a single value */
  readonly bridges: number;
}

export interface Surveyed {
  readonly matchKeys: readonly MatchKey[];
  readonly index: ValueIndex;
  readonly unusable: UnusableValues;
  readonly clusters: Clusters;
  readonly classification: Pick<Classification, "matched" | "duplicates">;
  readonly sharedValues: readonly SharedValue[];
  readonly holdings: Holdings;
  readonly bridges: readonly Bridge[];
}

type Counts = { -readonly [count in keyof KeyUsage]: KeyUsage[count] };

/** Counts, for each match key in its order, what it did. */
export function* surveyKeys(surveyed: Surveyed): Sliced<readonly KeyUsage[]> {
  const { matchKeys, index, unusable, sharedValues, holdings, bridges } = surveyed;
  const usage = matchKeys.map(({ column }, key) => ({
    ...nothingOf(column),
    leftRecords: holdings.holders.left[key] as number,
    rightRecords: holdings.holders.right[key] as number,
  }));
  unusable.each((record, key) => {
    const counts = usage[key] as Counts;
    if (record > 0) counts.leftUnusable++;
    else counts.rightUnusable++;
  });
  yield* countValues(index, sharedValues, usage);
  yield* countClusters(surveyed, usage);
  for (const { key } of bridges) (usage[key] as Counts).bridges++;
  return usage;
}

function nothingOf(key: string): Counts {
  return {
    key,
    leftRecords: 0,
    rightRecords: 0,
    leftUnusable: 0,
    rightUnusable: 0,
    values: 0,
    tyingValues: 0,
    sharedValues: 0,
    matched: 0,
    matchedAlone: 0,
    duplicates: 0,
    bridges: 0,
  };
}

function* countValues(index: ValueIndex, sharedValues: readonly SharedValue[], usage: readonly Counts[]): Sliced<void> {
  const { left, right } = index.holders;
  const [all, tying] = [new Int32Array(usage.length), new Int32Array(usage.length)];
  for (let value = 0; value < left.length; value++) {
    if (value % SLICE === 0) yield;
    const key = index.values.key(value);
    all[key]!++;
    if (left[value] !== 0 && right[value] !== 0) tying[key]!++;
  }
  for (const [key, counts] of usage.entries()) {
    counts.values = all[key] as number;
    counts.tyingValues = tying[key] as number;
  }
  for (const shared of sharedValues) {
    const counts = usage[index.values.key(shared.value)] as Counts;
    counts.sharedValues++;
    if (shared.left !== 0 && shared.right !== 0) counts.tyingValues--;
  }
}

/** Counted by which keys tie a cluster, of which there are few combinations, and then by key. */
function* countClusters({ clusters, classification, holdings }: Surveyed, usage: readonly Counts[]): Sliced<void> {
  const { starts, members } = clusters;
  const bitsOf = (cluster: number): number => {
    let bits = 0;
    const end = starts[cluster + 1] as number;
    for (let at = starts[cluster] as number; at < end; at++) bits |= holdings.ties[members[at] as number] as number;
    return bits;
  };
  const [matched, duplicates] = [new Int32Array(2 ** MOST_KEYS), new Int32Array(2 ** MOST_KEYS)];
  for (const [list, counts] of [
    [classification.matched, matched],
    [classification.duplicates, duplicates],
  ] as const)
    for (let i = 0; i < list.length; i++) {
      if (i % SLICE === 0) yield;
      counts[bitsOf(list[i] as number)]!++;
    }
  for (const [key, counts] of usage.slice(0, MOST_KEYS).entries())
    for (let bits = 1; bits < 2 ** Math.min(usage.length, MOST_KEYS); bits++) {
      if ((bits & (1 << key)) === 0) continue;
      counts.matched += matched[bits] as number;
      counts.duplicates += duplicates[bits] as number;
      if (bits === 1 << key) counts.matchedAlone += matched[bits] as number;
    }
}
