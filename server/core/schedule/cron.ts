/**
 * What a cron expression allows, field by field, in ascending order. A day has to be allowed by the month, by the day of
 * the month and by the day of the week. Days may also be `L` (the last of the month), `L-3` (three days before), `15W`
 * (the working day nearest to the 15th), `LW`, and of the week `5L` (the last Friday) or `1#2` (the second Monday).
 */
export interface CronFields {
  readonly second: readonly number[];
  readonly minute: readonly number[];
  readonly hour: readonly number[];
  readonly dayOfMonth: readonly (number | string)[];
  readonly month: readonly number[];
  /** 0 is Sunday */
  readonly dayOfWeek: readonly (number | string)[];
}

/** A time that a clock on the wall shows: milliseconds as if the clock were at UTC. */
export type WallTime = number;

const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * SECOND_MS;

/** The calendar repeats after 28 years within a century, after 40 across one that has no leap day. */
const MOST_DAYS = 41 * 366;

/** The first time that is allowed after another one; null where there is none. */
export function nextWallTime(fields: CronFields, after: WallTime): WallTime | null {
  const from = Math.floor(after / SECOND_MS) * SECOND_MS + SECOND_MS;
  const midnight = Math.floor(from / DAY_MS) * DAY_MS;
  for (let i = 0; i < MOST_DAYS; i++) {
    const day = midnight + i * DAY_MS;
    if (!isAllowedDay(fields, new Date(day))) continue;
    const second = firstSecondOfDay(fields, i === 0 ? (from - midnight) / SECOND_MS : 0);
    if (second !== null) return day + second * SECOND_MS;
  }
  return null;
}

/** The first allowed second of a day, counted from midnight, from `least` on. */
function firstSecondOfDay(fields: CronFields, least: number): number | null {
  for (const hour of fields.hour) {
    if ((hour + 1) * 3600 <= least) continue;
    for (const minute of fields.minute) {
      const start = hour * 3600 + minute * 60;
      if (start + 60 <= least) continue;
      const second = fields.second.find((allowed) => start + allowed >= least);
      if (second !== undefined) return start + second;
    }
  }
  return null;
}

function isAllowedDay({ month, dayOfMonth, dayOfWeek }: CronFields, day: Date): boolean {
  return (
    month.includes(day.getUTCMonth() + 1) &&
    dayOfMonth.some((allowed) => isDayOfMonth(allowed, day)) &&
    dayOfWeek.some((allowed) => isDayOfWeek(allowed, day))
  );
}

function isDayOfMonth(allowed: number | string, day: Date): boolean {
  const date = day.getUTCDate();
  if (typeof allowed === "number") return allowed === date;
  const last = lastOfMonth(day);
  const nearest = /^(\d+|L)W$/.exec(allowed)?.[1];
  if (nearest !== undefined) return nearestWorkingDay(day, nearest === "L" ? last : Number(nearest)) === date;
  const before = /^L(?:-(\d+))?$/.exec(allowed);
  return before !== null && last - Number(before[1] ?? 0) === date;
}

/** In the same month, so that the 1st on a Saturday gives the 3rd. */
function nearestWorkingDay(day: Date, target: number): number | null {
  const last = lastOfMonth(day);
  if (target < 1 || target > last) return null;
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), target)).getUTCDay();
  if (weekday === 6) return target === 1 ? 3 : target - 1;
  if (weekday === 0) return target === last ? target - 2 : target + 1;
  return target;
}

function isDayOfWeek(allowed: number | string, day: Date): boolean {
  const weekday = day.getUTCDay();
  if (typeof allowed === "number") return allowed === weekday;
  const [, named, place] = /^(\d)(?:L|#(\d))$/.exec(allowed) ?? [];
  if (named === undefined || Number(named) % 7 !== weekday) return false;
  const date = day.getUTCDate();
  return place === undefined ? date + 7 > lastOfMonth(day) : Math.ceil(date / 7) === Number(place);
}

function lastOfMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}
