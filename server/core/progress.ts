import type { MigrationStatus } from "./status.js";

/** The stages of a migration, in their order. */
export const STAGES = ["CHECK", "SETTLE", "READ", "MATCH", "CLASSIFY", "STORE", "APPLY", "REPORT"] as const;

export type StageName = (typeof STAGES)[number];

/** How far a migration has come: what one progress event says. */
export interface Progress {
  readonly status: MigrationStatus;
  readonly stage: StageName | null;
  readonly model: string | null;
  /** records or changes of this stage */
  readonly done: number;
  readonly total: number | null;
  /** done a second */
  readonly rate: number | null;
  /** when the stage is expected to end, ISO 8601 */
  readonly estimatedEnd: string | null;
  readonly counts: ProgressCounts;
}

/** What is known so far, over all models. */
export interface ProgressCounts {
  readonly read: number;
  readonly matched: number;
  readonly orphans: number;
  readonly duplicates: number;
  readonly updated: number;
  readonly rejected: number;
}

export const NO_COUNTS: ProgressCounts = { read: 0, matched: 0, orphans: 0, duplicates: 0, updated: 0, rejected: 0 };

/** One stage as far as one part of a migration has come with it. Times are ISO 8601. */
export interface StageProgress {
  /** the same for all parts that share the stage */
  readonly position: number;
  readonly name: StageName;
  readonly model: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/** A part's share of its migration's progress. */
export interface PartProgress {
  readonly stages: readonly StageProgress[];
  readonly counts: ProgressCounts;
  readonly peakMemoryBytes: number;
}

/** The stages of a migration, in order: what its parts have done of each, together. */
export function mergeStages(parts: readonly PartProgress[]): readonly StageProgress[] {
  const merged = new Map<number, StageProgress>();
  for (const stage of parts.flatMap(({ stages }) => stages)) {
    const before = merged.get(stage.position);
    merged.set(stage.position, before ? together(before, stage) : stage);
  }
  return [...merged.values()].sort((a, b) => a.position - b.position);
}

function together(a: StageProgress, b: StageProgress): StageProgress {
  const begun = [a.startedAt, b.startedAt].filter((at) => at !== null).sort();
  const isOver = a.finishedAt !== null && b.finishedAt !== null;
  return {
    ...a,
    done: a.done + b.done,
    total: a.total === null || b.total === null ? null : a.total + b.total,
    startedAt: begun[0] ?? null,
    finishedAt: isOver ? ([a.finishedAt, b.finishedAt].sort()[1] as string) : null,
  };
}

/**
 * How far a migration has come, from what its parts have done. It is at the earliest stage that is not over; when a part
 * tells of the end of a stage that is over for all, at that one once more: else nobody would see it whole.
 */
export function mergeProgress(
  parts: readonly PartProgress[],
  status: MigrationStatus,
  now: number,
  told: PartProgress | null = null,
): Progress {
  const begun = mergeStages(parts).filter(({ startedAt }) => startedAt !== null);
  const toldLast = told?.stages.findLast(({ startedAt }) => startedAt !== null);
  const stage =
    begun.find(({ position, finishedAt }) => position === toldLast?.position && finishedAt !== null) ??
    begun.find(({ finishedAt }) => finishedAt === null) ??
    begun.at(-1);
  const counts = { ...NO_COUNTS };
  for (const part of parts)
    for (const name of Object.keys(counts) as (keyof ProgressCounts)[])
      (counts as Record<keyof ProgressCounts, number>)[name] += part.counts[name];
  return {
    status,
    stage: stage?.name ?? null,
    model: stage?.model ?? null,
    done: stage?.done ?? 0,
    total: stage?.total ?? null,
    ...forecastEnd(stage?.done ?? 0, stage?.total ?? null, Date.parse(stage?.startedAt ?? "") || now, now),
    counts,
  };
}

const FARTHEST_SECONDS = 30 * 24 * 3600;

/** Rate and estimated end of a stage that began at `startedAt` (milliseconds), as it stands at `now`. */
export function forecastEnd(
  done: number,
  total: number | null,
  startedAt: number,
  now: number,
): { rate: number | null; estimatedEnd: string | null } {
  const seconds = (now - startedAt) / 1000;
  if (done === 0 || seconds <= 0) return { rate: null, estimatedEnd: null };
  const rate = done / seconds;
  if (total === null || done >= total) return { rate, estimatedEnd: null };
  const left = (total - done) / rate;
  // An end that far away says that the rate is not one yet.
  return { rate, estimatedEnd: left > FARTHEST_SECONDS ? null : new Date(now + left * 1000).toISOString() };
}

/** Progress of a migration of which nothing was told yet. */
export const NO_PROGRESS: Progress = {
  status: "QUEUED",
  stage: null,
  model: null,
  done: 0,
  total: null,
  rate: null,
  estimatedEnd: null,
  counts: NO_COUNTS,
};
