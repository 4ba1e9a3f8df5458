import { passedDues, type Timetable } from "./due-times.js";
import type { Missed } from "./schedule.js";

/** A run that begins late by less than this is just a run. */
export const GRACE_MS = 60_000;

/** How many missed runs the history lists one by one. */
export const MOST_MISSED = 100;

/** What is to become of a due time. */
export interface PlannedRun {
  readonly dueAt: Date;
  /** whether a migration is to be started for it */
  readonly start: boolean;
  /** why, for people */
  readonly because: string;
}

interface Undecided {
  readonly timetable: Timetable;
  /** due times up to here are decided */
  readonly decidedUntil: Date;
  readonly missed: Missed;
}

/** What is to become of the due times that have passed undecided, in their order. */
export function planRuns({ timetable, decidedUntil, missed }: Undecided, now: Date): readonly PlannedRun[] {
  const late = new Date(now.getTime() - GRACE_MS);
  const inTime = passedDues(timetable, later(decidedUntil, late), now, Number.POSITIVE_INFINITY).dues;
  const { dues: tooLate, before } = passedDues(timetable, decidedUntil, late, MOST_MISSED);
  const madeUpFor = missed === "ONCE" ? (inTime[0] ?? tooLate.at(-1)) : undefined;
  return [
    ...(before ? [missing(before, `${NOTHING_THERE} ${unlisted(tooLate[0])}`)] : []),
    ...tooLate.map((dueAt) =>
      dueAt === madeUpFor
        ? { dueAt, start: true, because: `It was missed at ${dueAt.toISOString()} and is made up for on return.` }
        : missing(dueAt, `${NOTHING_THERE} ${whatInstead(missed, madeUpFor)}`),
    ),
    ...inTime.map((dueAt) => ({ dueAt, start: true, because: "It was due." })),
  ];
}

const NOTHING_THERE =
  "Nothing was there to start it when it was due: no server ran, or none that reached its database.";

function missing(dueAt: Date, because: string): PlannedRun {
  return { dueAt, start: false, because };
}

function unlisted(firstListed: Date | undefined): string {
  const until = firstListed ? ` until ${firstListed.toISOString()}` : "";
  return `So it was with all that were due from here${until}; only the last ${MOST_MISSED} are listed.`;
}

function whatInstead(missed: Missed, madeUpFor: Date | undefined): string {
  if (missed === "NONE" || !madeUpFor) return "The schedule makes up for no missed run.";
  return `The run that was due at ${madeUpFor.toISOString()} makes up for it.`;
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}
