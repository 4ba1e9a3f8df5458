import { NO_COUNTS, type ProgressCounts } from "../../core/progress.js";
import type { Selection } from "../../core/upsert/upsert.js";

/** What a part that takes rows is to do, as JSON. What depends on the time was decided once, for all parts alike. */
export interface TakeTask {
  readonly resultId: number;
  /** the day of the migration, YYYY-MM-DD */
  readonly today: string;
  /** ISO 8601 */
  readonly modifiedSince: string | null;
  readonly after: Selection["after"];
  readonly upTo: Selection["upTo"];
}

/** Up to where a part has taken the rows, as JSON. */
export interface Reached {
  /** every row up to this key, or without one where null, was taken or is known to be a duplicate; null before the first */
  readonly key: number | null;
  /** rows of the selection up to there, of all kinds */
  readonly rows: number;
  /** ISO 8601 */
  readonly latestModification: string | null;
  /** nothing is left */
  readonly isOver: boolean;
}

/** What is kept with each batch of such a part, as JSON. */
export interface Checkpoint extends Reached {
  /** what the part had counted by then: what was told of it since, or before, may be more or less */
  readonly counts: ProgressCounts;
}

export const NOTHING_YET: Checkpoint = {
  key: null,
  rows: 0,
  latestModification: null,
  isOver: false,
  counts: NO_COUNTS,
};

/** What is left for the part that ends a migration, as JSON. */
export interface FinishTask {
  /** ISO 8601 */
  readonly startedAt: string;
  /** nothing was left out that was modified since the watermark */
  readonly takesAll: boolean;
}
