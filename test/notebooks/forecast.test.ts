import { describe, expect, it } from "vitest";
import { at, fitLine, forecast } from "../../notebooks/lib/forecast.ts";

/** So many left each day from day 0, with a little that is up and down. */
const falling = (counts: readonly number[]) => counts.map((left, day) => ({ day, left }));
const steady = falling([100, 96, 89, 86, 79, 76, 69, 66, 59, 56]);

describe("the line through what is left", () => {
  it("is that of least squares", () => {
    const line = fitLine(falling([10, 8, 6, 4]));
    expect(line).toMatchObject({ slope: -2, intercept: 10, deviation: 0 });
    expect(line && at(line, 5)).toEqual({ left: 0, low: 0, high: 0 });
  });

  it("widens its interval the farther it looks", () => {
    const line = fitLine(steady);
    if (!line) throw new Error("there is a line");
    const width = (day: number) => at(line, day).high - at(line, day).low;
    expect(width(30)).toBeGreaterThan(width(10));
  });
});

describe("the forecast", () => {
  it("gives the day of the goal between the earliest and the latest", () => {
    const found = forecast(steady, 20);
    if (found.kind !== "expected") throw new Error(JSON.stringify(found));
    expect(found.day).toBeGreaterThan(15);
    expect(found.day).toBeLessThan(19);
    expect(found.earliest).toBeLessThanOrEqual(found.day);
    expect(found.latest).toBeGreaterThanOrEqual(found.day);
  });

  it("says when the goal is reached", () => {
    expect(forecast(steady, 56)).toEqual({ kind: "reached" });
  });

  it.each([
    ["without a run", [], /no run yet/],
    ["after one run", [100], /only 1 run/],
    ["after a few runs", [100, 90, 80], /only 3 runs/],
    ["when there are more each day", [50, 60, 71, 80, 91, 100], /more from run to run/],
    ["when they go up and down", [50, 60, 45, 62, 48, 55, 59, 47], /up and down/],
    ["when the pace changes", [1000, 800, 640, 510, 410, 400, 395, 391, 388, 386], /pace itself changes/],
    ["when it is years away", [5000, 4999.9, 4999.8, 4999.7, 4999.6, 4999.5], /two years/],
  ])("can't tell %s", (_when, counts, because) => {
    expect(forecast(falling(counts), 10)).toEqual({ kind: "unknown", because: expect.stringMatching(because) });
  });
});
