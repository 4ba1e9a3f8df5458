import fc from "fast-check";
import { createTask } from "node-cron";
import { describe, expect, it } from "vitest";
import { readCron } from "../../../server/adapters/cron.js";
import { type CronFields, nextWallTime } from "../../../server/core/schedule/cron.js";
import { anyExpression } from "../../helpers/cron-expressions.js";

const DAY_MS = 24 * 3600_000;

function fieldsOf(expression: string): CronFields {
  const { fields, problem } = readCron(expression);
  if (!fields) throw new Error(problem);
  return fields;
}

const next = (expression: string, after: string): string | null => {
  const time = nextWallTime(fieldsOf(expression), Date.parse(`${after}Z`));
  return time === null ? null : new Date(time).toISOString().replace(/(:00)?\.000Z$/, "");
};

describe("the next wall time", () => {
  it.each([
    ["0 2 * * *", "2026-11-24T01:59:59", "2026-11-24T02:00"],
    ["0 2 * * *", "2026-11-24T02:00", "2026-11-25T02:00"],
    ["0 2 * * *", "2026-11-24T01:59:59.999", "2026-11-24T02:00"],
    ["*/15 * * * * *", "2026-11-24T01:59:46", "2026-11-24T02:00"],
    ["30 */15 9-17 * * *", "2026-11-24T17:45:30", "2026-11-25T09:00:30"],
    ["0 0 29 2 *", "2026-01-01T00:00", "2028-02-29T00:00"],
    ["0 0 29 2 1", "2026-01-01T00:00", "2044-02-29T00:00"],
    ["0 22-2 * * *", "2026-11-24T02:30", "2026-11-24T22:00"],
    // A day has to fit both its fields.
    ["0 0 13 * 5", "2026-01-01T00:00", "2026-02-13T00:00"],
    ["0 0 L * *", "2028-02-01T00:00", "2028-02-29T00:00"],
    ["0 0 L-3 * *", "2026-02-01T00:00", "2026-02-25T00:00"],
    ["0 0 1W * *", "2026-08-01T00:00", "2026-08-03T00:00"],
    ["0 0 LW * *", "2026-05-01T00:00", "2026-05-29T00:00"],
    ["0 0 * * 5L", "2026-05-01T00:00", "2026-05-29T00:00"],
    ["0 0 * * 1#2", "2026-06-01T00:00", "2026-06-08T00:00"],
    ["@monthly", "2026-06-01T00:00", "2026-07-01T00:00"],
    ["0 0 * jan-mar sun", "2026-04-01T00:00", "2027-01-03T00:00"],
  ])("of %s after %s is %s", (expression, after, expected) => {
    expect(next(expression, after)).toBe(expected);
  });

  it("is none that node-cron does not allow, and leaves out none that it does", () => {
    fc.assert(
      fc.property(anyExpression(), fc.integer({ min: 0, max: 4 * 365 }), (expression, day) => {
        const { fields } = readCron(expression);
        fc.pre(fields !== null);
        const task = createTask(expression, () => {}, { timezone: "UTC" });
        const from = Date.UTC(2026, 0, 1) + day * DAY_MS;
        const times: number[] = [];
        for (let time = from; time < from + 2 * DAY_MS; time += 60_000)
          if (task.match(new Date(time))) times.push(time);
        const found: number[] = [];
        let time = nextWallTime(fields as CronFields, from - 1);
        for (; time !== null && time < from + 2 * DAY_MS; time = nextWallTime(fields as CronFields, time))
          found.push(time);
        void task.destroy();
        expect(found).toEqual(times);
      }),
      { numRuns: 60 },
    );
  });
});

describe("an expression that can't be", () => {
  it.each([
    ["", /illegal characters/],
    ["0 2 * *", /got 4/],
    ["0 2 * * * * *", /got 7/],
    ["60 2 * * *", /minute/],
    ["0 24 * * *", /hour/],
    ["0 0 30 2 *", /impossible day/],
    ["0 0 L-30 2 *", /never|ever comes/],
    ["every day", /got 2/],
    ["0-4000000000 * * * *", /4000000000 is more/],
    ["0,".repeat(300), /more than 500/],
    ["0 0 * * *\u0000", /illegal/],
  ])("%j is refused, and it is said why", (expression, why) => {
    expect(readCron(expression)).toMatchObject({ fields: null, problem: expect.stringMatching(why) });
  });
});
