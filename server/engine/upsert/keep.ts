import type { Milestone } from "../../core/parts.js";
import type { ProgressCounts } from "../../core/progress.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import type { UpsertRun } from "../migration-run.js";
import type { Checkpoint, Reached } from "./task.js";

/** What a transaction adds to the progress. */
export type Gain = Pick<ProgressCounts, "read" | "rejected" | "duplicates" | "updated">;

export const NO_GAIN: Gain = { read: 0, rejected: 0, duplicates: 0, updated: 0 };

export function gainOf({ rows, rejections, duplicates, writes }: UpsertBatch): Gain {
  const changed = writes.filter(({ effects }) => effects.some(({ effect }) => effect !== "UNCHANGED"));
  return { read: rows, rejected: rejections.length, duplicates, updated: changed.length };
}

/** Both; with -1, the one without the other. */
export function add(a: Gain, b: Gain, sign: 1 | -1 = 1): Gain {
  return {
    read: a.read + sign * b.read,
    rejected: a.rejected + sign * b.rejected,
    duplicates: a.duplicates + sign * b.duplicates,
    updated: a.updated + sign * b.updated,
  };
}

/** Has something written with a milestone that counts it. */
export async function keep(
  { progress }: Pick<UpsertRun, "progress">,
  what: () => { readonly gain: Gain; readonly reached: Reached },
  write: (milestone: () => Milestone) => Promise<void>,
): Promise<void> {
  // What is still being told would overwrite the milestone's progress with an earlier one.
  await progress.told();
  await write(() => {
    const { gain, reached } = what();
    count(progress, gain);
    const checkpoint: Checkpoint = { ...reached, counts: progress.snapshot().counts };
    return progress.milestone(checkpoint);
  });
  progress.tellIfDue();
}

/**
 * Goes on counting from what was kept. Where a write failed after it was counted, or the worker never heard that it was
 * kept, what was told of the part is something else.
 */
export function recount({ progress }: Pick<UpsertRun, "progress">, { counts }: Checkpoint): void {
  count(progress, add(counts, progress.snapshot().counts, -1));
}

function count(progress: UpsertRun["progress"], gain: Gain): void {
  progress.count(gain);
  progress.note(gain.read);
}
