import type { WallTime } from "./cron.js";

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds; moments are milliseconds as of Date. */
export type OffsetAt = (moment: number) => number;

const SECOND_MS = 1000;
const HOUR_MS = 3600 * SECOND_MS;

/** Clocks are at most 14 hours ahead of UTC and 12 behind; an hour more, so that a change is never at the very edge. */
const MOST_AHEAD_MS = 15 * HOUR_MS;
const MOST_BEHIND_MS = 13 * HOUR_MS;

/** Clocks were never set back by more than a day. */
const LONGEST_REPEAT_MS = 25 * HOUR_MS;

/** The clock of a time zone; throws where there is no such zone. */
export function offsetsOf(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (moment) => {
    const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of format.formatToParts(moment)) shown[type] = Number(value);
    const { year = 0, month = 1, day, hour, minute, second } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / SECOND_MS) * SECOND_MS;
  };
}

/**
 * The first moment at which the clock shows this time or a later one. A time that it shows twice is meant the first time;
 * one that it leaves out when it is set forward is the moment after.
 */
export function firstMoment(offsetAt: OffsetAt, time: WallTime): number {
  const earliest = time - MOST_AHEAD_MS;
  const latest = time + MOST_BEHIND_MS;
  const before = offsetAt(earliest);
  const after = offsetAt(latest);
  if (before === after) return time - before;
  const change = changeBetween(offsetAt, earliest, latest);
  return time - before < change ? time - before : Math.max(change, time - after);
}

/** The latest time that the clock has shown up to a moment: it shows earlier ones again once it is set back. */
export function latestShown(offsetAt: OffsetAt, moment: number): WallTime {
  const earlier = moment - LONGEST_REPEAT_MS;
  const before = offsetAt(earlier);
  const now = offsetAt(moment);
  if (before <= now) return moment + now;
  const change = changeBetween(offsetAt, earlier, moment);
  return Math.max(moment + now, change + before - 1);
}

/** The first second at which the offset is not that of `from` any more. */
function changeBetween(offsetAt: OffsetAt, from: number, to: number): number {
  const before = offsetAt(from);
  let same = Math.floor(from / SECOND_MS);
  let changed = Math.ceil(to / SECOND_MS);
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2);
    if (offsetAt(middle * SECOND_MS) === before) same = middle;
    else changed = middle;
  }
  return changed * SECOND_MS;
}
