import { momentOf } from "../../core/upsert/moment.js";

/** What a date may look like, for messages. */
export const DATE_FORMATS = "YYYY-MM-DD, with or without a time";

/** The day as it is written, whatever the time zone behind it; null where there is none, undefined where it can't be read. */
export function readDay(field: string | null): string | null | undefined {
  if (field === null) return null;
  // PostgreSQL knows no year 0.
  if (momentOf(field) === null || field.startsWith("0000")) return undefined;
  return field.slice(0, 10);
}
