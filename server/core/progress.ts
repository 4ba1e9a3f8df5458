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
