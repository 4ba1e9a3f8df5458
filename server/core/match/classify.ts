import { CrosswalkError } from "../errors.js";
import { SLICE, type Sliced } from "../sliced.js";
import type { Clusters } from "./clusters.js";
import { type RecordSpace, sizeOf } from "./record-space.js";

/** What a cluster is. The records of a same-side cluster count as one orphan each. */
export type ClusterOutcome = "MATCHED" | "DUPLICATE" | "SAME_SIDE" | "ORPHAN";

/** The outcome of a cluster by its number of records of each side. */
export function outcomeOf(left: number, right: number): ClusterOutcome {
  if (left === 1 && right === 1) return "MATCHED";
  if (left > 0 && right > 0) return "DUPLICATE";
  return left + right === 1 ? "ORPHAN" : "SAME_SIDE";
}

/** Every record's outcome: clusters by their index, orphans by their position, each list ascending. */
export interface Classification {
  readonly matched: Int32Array;
  readonly duplicates: Int32Array;
  readonly sameSide: Int32Array;
  /** orphans of both sides, left ones first, without the excluded */
  readonly orphans: Int32Array;
  readonly excluded: number;
  /** records in duplicate clusters */
  readonly inDuplicates: number;
}

/** Gives every record exactly one outcome. `isExcluded` is asked of unmatched records only. */
export function* classify(
  clusters: Clusters,
  space: RecordSpace,
  isExcluded: (position: number) => boolean,
): Sliced<Classification> {
  const matched: number[] = [];
  const duplicates: number[] = [];
  const sameSide: number[] = [];
  const orphans: number[] = [];
  let excluded = 0;
  let inDuplicates = 0;
  const seen = new Uint8Array(sizeOf(space));
  let distinct = 0;

  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const start = clusters.starts[cluster] as number;
    const end = clusters.starts[cluster + 1] as number;
    let left = 0;
    while (start + left < end && (clusters.members[start + left] as number) < space.left) left++;
    for (let i = start; i < end; i++) {
      const position = clusters.members[i] as number;
      if (seen[position] === 0) distinct++;
      seen[position] = 1;
    }
    const outcome = outcomeOf(left, end - start - left);
    if (outcome === "MATCHED") matched.push(cluster);
    else if (outcome === "DUPLICATE") {
      duplicates.push(cluster);
      inDuplicates += end - start;
    } else {
      const before = orphans.length;
      for (let i = start; i < end; i++) {
        const position = clusters.members[i] as number;
        if (isExcluded(position)) excluded++;
        else orphans.push(position);
      }
      if (outcome === "SAME_SIDE" && orphans.length > before) sameSide.push(cluster);
    }
    if (cluster % SLICE === 0) yield;
  }

  const classification: Classification = {
    matched: Int32Array.from(matched),
    duplicates: Int32Array.from(duplicates),
    sameSide: Int32Array.from(sameSide),
    orphans: Int32Array.from(orphans).sort(),
    excluded,
    inDuplicates,
  };
  assertEveryRecordOnce(classification, distinct, space);
  return classification;
}

/** Loud where a record was lost or counted twice: such a migration must not end well. */
function assertEveryRecordOnce(found: Classification, distinct: number, space: RecordSpace): void {
  const accounted = found.matched.length * 2 + found.inDuplicates + found.orphans.length + found.excluded;
  if (accounted !== sizeOf(space) || distinct !== accounted)
    throw new CrosswalkError(
      "COUNTS_DO_NOT_ADD_UP",
      `Of ${sizeOf(space)} records ${distinct} have an outcome, ${accounted} were counted. This is a defect in Crosswalk; nothing was written.`,
    );
}
