import { momentOf } from "./moment.js";

const DAY_MS = 24 * 3600 * 1000;

/** What `modifiedSince` may say, for messages. */
export const SINCE_FORMATS = "a date (2024-08-20), a date-time (2024-08-20T14:30:00Z), yesterday, or last";

/**
 * The moment that `modifiedSince` means; null means from the beginning, undefined that it can't be read.
 * A day begins at midnight UTC. `last` is the watermark, and everything where there is none yet.
 */
export function resolveSince(text: string, now: Date, watermark: Date | null): Date | null | undefined {
  const word = text.trim().toLowerCase();
  if (word === "last") return watermark;
  if (word === "yesterday") return new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - DAY_MS);
  const moment = momentOf(text);
  return moment === null ? undefined : new Date(moment);
}

/** Whether a row may have been modified since then: whoever says nothing readable of it has to be looked at. */
export function isModifiedSince(modified: string | null, since: Date): boolean {
  const moment = modified === null ? null : momentOf(modified);
  return moment === null || moment >= since.getTime();
}
