import type { Classification } from "../match/classify.js";
import type { Clusters } from "../match/clusters.js";
import { type RecordSpace, sizeOf } from "../match/record-space.js";

/** What became of a record; ABSENT: it was not there. */
export const RECORD_OUTCOMES = ["ABSENT", "MATCHED", "ORPHAN", "DUPLICATE", "EXCLUDED"] as const;

export type RecordOutcome = (typeof RECORD_OUTCOMES)[number];

const placeOf = (outcome: RecordOutcome): number => RECORD_OUTCOMES.indexOf(outcome);
const MATCHED = placeOf("MATCHED");
const ORPHAN = placeOf("ORPHAN");
const DUPLICATE = placeOf("DUPLICATE");
const EXCLUDED = placeOf("EXCLUDED");

/** The outcome of each record by its position, as its place in RECORD_OUTCOMES. */
export function outcomesByPosition(
  clusters: Clusters,
  { matched, duplicates, orphans }: Pick<Classification, "matched" | "duplicates" | "orphans">,
  space: RecordSpace,
): Uint8Array {
  const outcomes = new Uint8Array(sizeOf(space)).fill(EXCLUDED);
  const mark = (list: Int32Array, outcome: number): void => {
    for (const cluster of list)
      for (let at = clusters.starts[cluster] as number; at < (clusters.starts[cluster + 1] as number); at++)
        outcomes[clusters.members[at] as number] = outcome;
  };
  mark(matched, MATCHED);
  mark(duplicates, DUPLICATE);
  for (const position of orphans) outcomes[position] = ORPHAN;
  return outcomes;
}

/** Whether a record of this outcome could still be matched. */
export function isUnmatched(place: number | undefined): boolean {
  return place === ORPHAN || place === EXCLUDED;
}
