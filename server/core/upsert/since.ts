const DAY_MS = 24 * 3600 * 1000;
const FORMAT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;

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
  return readMoment(text) ?? undefined;
}

/** Whether a row may have been modified since then: whoever says nothing readable of it has to be looked at. */
export function isModifiedSince(modified: string | null, since: Date): boolean {
  const moment = modified === null ? null : readMoment(modified);
  return moment === null || moment >= since;
}

/** An ISO date or date-time, in UTC where it names no zone; null where it is none, or no day of the calendar. */
export function readMoment(text: string): Date | null {
  const trimmed = text.trim();
  if (!FORMAT.test(trimmed)) return null;
  const iso = trimmed.replace(" ", "T");
  const withZone = /T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(iso) ? iso : `${iso}${iso.includes("T") ? "" : "T00:00:00"}Z`;
  const moment = new Date(withZone);
  if (Number.isNaN(moment.getTime())) return null;
  // JavaScript takes 31 February for 2 or 3 March.
  const day = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  return day.toISOString().startsWith(iso.slice(0, 10)) ? moment : null;
}
