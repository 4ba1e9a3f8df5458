import { describe, expect, it } from "vitest";
import { readCron } from "../../../server/adapters/cron.js";
import type { CronFields } from "../../../server/core/schedule/cron.js";
import { planRuns } from "../../../server/core/schedule/plan-runs.js";
import type { Missed } from "../../../server/core/schedule/schedule.js";
import { offsetsOf } from "../../../server/core/schedule/wall-clock.js";

function plan(expression: string, decidedUntil: string, now: string, missed: Missed) {
  const fields = readCron(expression).fields as CronFields;
  const runs = planRuns(
    { timetable: { fields, offsetAt: offsetsOf("UTC") }, decidedUntil: new Date(decidedUntil), missed },
    new Date(now),
  );
  return runs.map(({ dueAt, start, because }) => ({ at: dueAt.toISOString().slice(5, 19), start, because }));
}
const starts = (...given: Parameters<typeof plan>) =>
  plan(...given).map(({ at, start }) => `${at} ${start ? "start" : "miss"}`);

const NIGHTLY = "0 2 * * *";

describe("a run in time", () => {
  it.each(["2026-11-24T02:00:00Z", "2026-11-24T02:00:59Z"])("is started at %s, under either policy", (now) => {
    for (const missed of ["NONE", "ONCE"] as const)
      expect(plan(NIGHTLY, "2026-11-23T02:00Z", now, missed)).toEqual([
        { at: "11-24T02:00:00", start: true, because: "It was due." },
      ]);
  });

  it("is not there before it is due, nor once it is decided", () => {
    expect(starts(NIGHTLY, "2026-11-23T02:00Z", "2026-11-24T01:59:59.999Z", "ONCE")).toEqual([]);
    expect(starts(NIGHTLY, "2026-11-24T02:00Z", "2026-11-24T02:00:01Z", "ONCE")).toEqual([]);
    expect(starts(NIGHTLY, "2026-11-25T02:00Z", "2026-11-24T02:00:01Z", "ONCE")).toEqual([]);
  });

  it("may be one of several, each with a start of its own", () => {
    expect(starts("*/20 * * * * *", "2026-11-24T01:59:50Z", "2026-11-24T02:00:45Z", "NONE")).toEqual([
      "11-24T02:00:00 start",
      "11-24T02:00:20 start",
      "11-24T02:00:40 start",
    ]);
  });
});

describe("runs that were missed", () => {
  it("are listed and not made up for where the policy is NONE", () => {
    const planned = plan(NIGHTLY, "2026-11-21T02:00Z", "2026-11-24T09:00Z", "NONE");
    expect(planned.map(({ at, start }) => [at, start])).toEqual([
      ["11-22T02:00:00", false],
      ["11-23T02:00:00", false],
      ["11-24T02:00:00", false],
    ]);
    expect(planned[0]?.because).toMatch(/Nothing was there to start it.*makes up for no missed run/);
  });

  it("are made up for once, by the latest, where it is ONCE", () => {
    const planned = plan(NIGHTLY, "2026-11-21T02:00Z", "2026-11-24T09:00Z", "ONCE");
    expect(planned.map(({ at, start }) => [at, start])).toEqual([
      ["11-22T02:00:00", false],
      ["11-23T02:00:00", false],
      ["11-24T02:00:00", true],
    ]);
    expect(planned[0]?.because).toMatch(/2026-11-24T02:00:00.000Z makes up for it/);
    expect(planned[2]?.because).toBe("It was missed at 2026-11-24T02:00:00.000Z and is made up for on return.");
  });

  it("are made up for by one that is in time, where there is one", () => {
    expect(starts("0 * * * *", "2026-11-24T06:30Z", "2026-11-24T09:00:05Z", "ONCE")).toEqual([
      "11-24T07:00:00 miss",
      "11-24T08:00:00 miss",
      "11-24T09:00:00 start",
    ]);
  });

  it("are listed up to the last hundred, with one line for those before", () => {
    const planned = plan("* * * * *", "2026-11-01T00:00Z", "2026-11-24T09:00:30Z", "ONCE");
    expect(planned).toHaveLength(1 + 100 + 1);
    expect(planned[0]).toMatchObject({ at: "11-01T00:01:00", start: false });
    expect(planned[0]?.because).toMatch(/until 2026-11-24T07:20:00.000Z; only the last 100 are listed/);
    expect(planned.at(1)).toMatchObject({ at: "11-24T07:20:00", start: false });
    expect(planned.at(-2)).toMatchObject({ at: "11-24T08:59:00", start: false });
    expect(planned.at(-1)).toMatchObject({ at: "11-24T09:00:00", start: true });
  });
});
