import fc from "fast-check";
import { createTask } from "node-cron";
import { describe, expect, it } from "vitest";
import { readCron } from "../../../server/adapters/cron.js";
import { nextDues, passedDues, type Timetable } from "../../../server/core/schedule/due-times.js";
import { offsetsOf } from "../../../server/core/schedule/wall-clock.js";
import { anyExpression } from "../../helpers/cron-expressions.js";

function timetable(expression: string, timeZone: string): Timetable {
  const { fields, problem } = readCron(expression);
  if (!fields) throw new Error(problem);
  return { fields, offsetAt: offsetsOf(timeZone) };
}

const next = (expression: string, zone: string, after: string, count = 3): readonly string[] =>
  nextDues(timetable(expression, zone), new Date(after), count).map((due) =>
    due.toISOString().replace(/(:00)?\.000Z$/, ""),
  );

describe("an hour that does not exist runs once, at the moment after it", () => {
  it.each([
    ["30 1 * * *", "Europe/London", "2026-03-28T12:00Z", ["2026-03-29T01:00", "2026-03-30T00:30", "2026-03-31T00:30"]],
    ["30 1 * * *", "Europe/London", "2027-03-27T12:00Z", ["2027-03-28T01:00", "2027-03-29T00:30", "2027-03-30T00:30"]],
    [
      "30 2 * * *",
      "America/New_York",
      "2026-03-07T12:00Z",
      ["2026-03-08T07:00", "2026-03-09T06:30", "2026-03-10T06:30"],
    ],
    [
      "30 2 * * *",
      "America/New_York",
      "2027-03-13T12:00Z",
      ["2027-03-14T07:00", "2027-03-15T06:30", "2027-03-16T06:30"],
    ],
    // all ten minutes of it together, and with the first of the hour after
    [
      "*/10 * * * *",
      "Europe/London",
      "2026-03-29T00:45Z",
      ["2026-03-29T00:50", "2026-03-29T01:00", "2026-03-29T01:10"],
    ],
    // clocks are set forward by half an hour, at two
    [
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T00:00Z",
      ["2026-10-03T15:30", "2026-10-04T15:15", "2026-10-05T15:15"],
    ],
    [
      "45 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T00:00Z",
      ["2026-10-03T15:45", "2026-10-04T15:45", "2026-10-05T15:45"],
    ],
    // a day that did not exist
    ["0 2 * * *", "Pacific/Apia", "2011-12-29T00:00Z", ["2011-12-29T12:00", "2011-12-30T10:00", "2011-12-30T12:00"]],
    // the only day it is due on is always without that hour
    ["30 1 29 3 0", "Europe/London", "2026-01-01T00:00Z", ["2026-03-29T01:00", "2037-03-29T01:00", "2043-03-29T01:00"]],
  ])("%s in %s after %s", (expression, zone, after, expected) => {
    expect(next(expression, zone, after)).toEqual(expected);
  });
});

describe("an hour that exists twice runs once, the first time", () => {
  it.each([
    ["30 1 * * *", "Europe/London", "2026-10-24T12:00Z", ["2026-10-25T00:30", "2026-10-26T01:30", "2026-10-27T01:30"]],
    ["30 1 * * *", "Europe/London", "2027-10-30T12:00Z", ["2027-10-31T00:30", "2027-11-01T01:30", "2027-11-02T01:30"]],
    [
      "30 1 * * *",
      "America/New_York",
      "2026-10-31T12:00Z",
      ["2026-11-01T05:30", "2026-11-02T06:30", "2026-11-03T06:30"],
    ],
    [
      "30 1 * * *",
      "America/New_York",
      "2027-11-06T12:00Z",
      ["2027-11-07T05:30", "2027-11-08T06:30", "2027-11-09T06:30"],
    ],
    ["0 * * * *", "Europe/London", "2026-10-24T22:30Z", ["2026-10-24T23:00", "2026-10-25T00:00", "2026-10-25T02:00"]],
    [
      "45 1 * * *",
      "Australia/Lord_Howe",
      "2026-04-04T00:00Z",
      ["2026-04-04T14:45", "2026-04-05T15:15", "2026-04-06T15:15"],
    ],
    [
      "*/15 * * * *",
      "Australia/Lord_Howe",
      "2026-04-04T14:30Z",
      ["2026-04-04T14:45", "2026-04-04T15:30", "2026-04-04T15:45"],
    ],
    // asked for in the second of the two hours
    ["30 1 * * *", "Europe/London", "2026-10-25T01:10Z", ["2026-10-26T01:30", "2026-10-27T01:30", "2026-10-28T01:30"]],
    [
      "0 2 * * *",
      "Europe/London",
      "2026-10-25T01:59:59Z",
      ["2026-10-25T02:00", "2026-10-26T02:00", "2026-10-27T02:00"],
    ],
  ])("%s in %s after %s", (expression, zone, after, expected) => {
    expect(next(expression, zone, after)).toEqual(expected);
  });
});

/** Where clocks change in these years, and where they never do. */
const CHANGES = [
  ["Europe/London", "2026-03-29"],
  ["Europe/London", "2026-10-25"],
  ["America/New_York", "2027-03-14"],
  ["America/New_York", "2027-11-07"],
  ["Australia/Lord_Howe", "2026-10-03"],
  ["Australia/Lord_Howe", "2027-04-03"],
  ["Africa/Cairo", "2026-04-24"],
  ["America/St_Johns", "2026-11-01"],
  ["Asia/Phnom_Penh", "2026-06-01"],
  ["UTC", "2026-06-01"],
] as const;

it("each time on the wall is due once, when the clock first shows it or a later one", () => {
  const minute = 60_000;
  fc.assert(
    fc.property(fc.constantFrom(...CHANGES), anyExpression(), ([zone, day], expression) => {
      fc.pre(readCron(expression).fields !== null);
      const from = Date.parse(`${day}T00:00Z`) - 18 * 60 * minute;
      const to = from + 60 * 60 * minute;
      // The oracle watches the clock, minute by minute, and node-cron says of each what it allows.
      const allowed = createTask(expression, () => {}, { timezone: "UTC" });
      const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
      const wall = (moment: number): number => Date.parse(`${shown.format(moment).replace(" ", "T")}Z`);
      const expected: string[] = [];
      let latest = wall(from);
      for (let moment = from + minute; moment <= to; moment += minute) {
        let isDue = false;
        for (; latest < wall(moment); latest += minute) isDue ||= allowed.match(new Date(latest + minute));
        if (isDue) expected.push(new Date(moment).toISOString());
      }
      void allowed.destroy();
      const { dues } = passedDues(timetable(expression, zone), new Date(from), new Date(to), 1e6);
      expect(dues.map((due) => due.toISOString())).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

describe("due times that passed", () => {
  it("are the latest ones, in a moment, however many there were", () => {
    const everySecond = timetable("* * * * * *", "Europe/London");
    const { dues, before } = passedDues(everySecond, new Date("2020-01-01T00:00Z"), new Date("2026-11-24T12:00Z"), 100);
    expect(dues).toHaveLength(100);
    expect(dues.at(-1)).toEqual(new Date("2026-11-24T12:00Z"));
    expect(dues[0]).toEqual(new Date("2026-11-24T11:58:21Z"));
    expect(before).toEqual(new Date("2020-01-01T00:00:01Z"));
  });

  it("are all of them where that are not many, wherever they lie", () => {
    const dense = timetable("* * 1 1 1 *", "UTC");
    const { dues, before } = passedDues(dense, new Date("2024-06-01Z"), new Date("2026-11-24Z"), 3600);
    expect(before).toEqual(new Date("2025-01-01T01:00:00Z"));
    expect(dues).toHaveLength(3600);
    expect(passedDues(dense, new Date("2024-06-01Z"), new Date("2026-11-24Z"), 7200)).toMatchObject({ before: null });
    expect(passedDues(dense, new Date("2024-06-01Z"), new Date("2026-11-24Z"), 7200).dues).toHaveLength(7200);
  });

  it("are none where the end is before the beginning", () => {
    const { dues, before } = passedDues(
      timetable("* * * * *", "UTC"),
      new Date("2026-11-24Z"),
      new Date("2026-11-23Z"),
      9,
    );
    expect([dues, before]).toEqual([[], null]);
  });
});
