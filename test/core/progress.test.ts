import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { forecastEnd } from "../../server/core/progress.js";

describe("forecastEnd", () => {
  const start = Date.parse("2024-03-01T12:00:00Z");
  const unknown = { rate: null, estimatedEnd: null };

  test("goes on at the rate so far", () => {
    expect(forecastEnd(25, 100, start, start + 10_000)).toEqual({
      rate: 2.5,
      estimatedEnd: "2024-03-01T12:00:40.000Z",
    });
  });

  test.each([
    ["nothing is done yet", 0, 100, 10_000, unknown],
    ["no time has passed", 5, 100, 0, unknown],
    ["the clock went back", 5, 100, -1_000, unknown],
    ["the total is not known", 20, null, 10_000, { rate: 2, estimatedEnd: null }],
    ["all is done", 100, 100, 10_000, { rate: 10, estimatedEnd: null }],
    ["more came than was counted", 120, 100, 10_000, { rate: 12, estimatedEnd: null }],
  ])("where %s", (_, done, total, elapsed, expected) => {
    expect(forecastEnd(done, total, start, start + elapsed)).toEqual(expected);
  });

  const MONTH_MS = 30 * 24 * 3600 * 1000;
  test("the end is as far off as the rest is to what is done", () => {
    const count = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(count, count, fc.integer({ min: 1, max: 100_000 }), (done, rest, elapsed) => {
        const now = start + elapsed;
        const { estimatedEnd } = forecastEnd(done, done + rest, start, now);
        const left = (elapsed * rest) / done;
        if (left > MONTH_MS) expect(estimatedEnd).toBeNull();
        else expect(Math.abs(Date.parse(estimatedEnd ?? "") - (now + left))).toBeLessThan(2);
      }),
      { numRuns: 1_000 },
    );
  });
});
