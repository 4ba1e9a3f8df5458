import { type CronFields, nextWallTime } from "./cron.js";
import { firstMoment, latestShown, type OffsetAt } from "./wall-clock.js";

/** When a schedule is due: what its expression allows, on the clock of its zone. */
export interface Timetable {
  readonly fields: CronFields;
  readonly offsetAt: OffsetAt;
}

const MINUTE_MS = 60_000;

/**
 * The first due time after a moment; null where there is none any more. Each time on the wall is due once: where clocks
 * are set back, the first time it is shown; where they are set forward over it, at the moment after.
 */
export function nextDue({ fields, offsetAt }: Timetable, after: Date): Date | null {
  const time = nextWallTime(fields, latestShown(offsetAt, after.getTime()));
  return time === null ? null : new Date(firstMoment(offsetAt, time));
}

/** The next due times after a moment. */
export function nextDues(timetable: Timetable, after: Date, count: number): readonly Date[] {
  const dues: Date[] = [];
  for (let due = nextDue(timetable, after); due && dues.length < count; due = nextDue(timetable, due)) dues.push(due);
  return dues;
}

export interface PassedDues {
  /** ascending, the latest ones */
  readonly dues: readonly Date[];
  /** the first of those before them; null where these are all */
  readonly before: Date | null;
}

/**
 * The latest due times after a moment and up to another. It goes back from the end by spans that fit how dense they are,
 * so that a year of due times a second takes no longer than a minute of them.
 */
export function passedDues(timetable: Timetable, after: Date, until: Date, most: number): PassedDues {
  let dues: readonly Date[] = [];
  let end = until.getTime();
  let span = MINUTE_MS;
  while (end > after.getTime() && dues.length <= most) {
    const from = Math.max(after.getTime(), end - span);
    const found = duesWithin(timetable, new Date(from), new Date(end), most + 1);
    if (found.length > most) {
      span /= 2;
    } else {
      dues = [...found, ...dues];
      end = from;
      span *= 2;
    }
  }
  if (dues.length <= most) return { dues, before: null };
  return { dues: dues.slice(-most), before: nextDue(timetable, after) };
}

function duesWithin(timetable: Timetable, after: Date, until: Date, most: number): readonly Date[] {
  const dues: Date[] = [];
  for (let due = nextDue(timetable, after); due && due <= until; due = nextDue(timetable, due)) {
    dues.push(due);
    if (dues.length === most) break;
  }
  return dues;
}
