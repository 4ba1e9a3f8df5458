const DAY_MS = 24 * 3600 * 1000;
const FORMAT = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
/** Nearly all that there are: those that name no zone, and no midnight as 24:00. */
const USUAL = /^\d{4}-\d{2}-\d{2}(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?Z?)?$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * An ISO date or date-time in milliseconds since 1970, in UTC where it names no zone; null where it is none, or no day
 * of the calendar. A row has up to three of them: by arithmetic one takes 0.13 µs, by a Date 1.4 µs.
 */
export function momentOf(text: string): number | null {
  const trimmed = text.trim();
  const isUsual = USUAL.test(trimmed);
  if (!isUsual && !FORMAT.test(trimmed)) return null;
  const [year, month, day] = [
    twoDigits(trimmed, 0) * 100 + twoDigits(trimmed, 2),
    twoDigits(trimmed, 5),
    twoDigits(trimmed, 8),
  ];
  if (!isDay(year, month, day)) return null;
  if (!isUsual) return momentByDate(trimmed);
  return daysSince1970(year, month, day) * DAY_MS + (trimmed.length === 10 ? 0 : timeOfDay(trimmed));
}

/** In milliseconds; what is finer is cut off. */
function timeOfDay(text: string): number {
  const seconds = text[16] === ":" ? twoDigits(text, 17) : 0;
  const milliseconds = text[19] === "." ? Number(text.slice(20, 23).replace("Z", "").padEnd(3, "0")) : 0;
  return ((twoDigits(text, 11) * 60 + twoDigits(text, 14)) * 60 + seconds) * 1000 + milliseconds;
}

function momentByDate(text: string): number | null {
  const iso = text.replace(" ", "T");
  const moment = new Date(/T.*(?:Z|[+-]\d{2}(?::?\d{2})?)$/.test(iso) ? iso : `${iso}Z`).getTime();
  return Number.isNaN(moment) ? null : moment;
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : (DAYS[month - 1] as number));
}

/** In a year that begins with March a leap day is the last: each month begins a fixed number of days after that. */
function daysSince1970(year: number, month: number, day: number): number {
  const [from, months] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const leapDays = Math.floor(from / 4) - Math.floor(from / 100) + Math.floor(from / 400);
  return from * 365 + leapDays + Math.floor((153 * months + 2) / 5) + day - 719_469;
}
