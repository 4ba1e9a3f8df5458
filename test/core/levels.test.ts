import { describe, expect, it } from "vitest";
import {
  DEFAULT_THRESHOLDS,
  efficiencyLevel,
  matchRateLevel,
  matchRateOf,
  successLevel,
} from "../../server/core/levels.js";

describe("success", () => {
  it.each([
    [1, "NORMAL"],
    [0.9501, "NORMAL"],
    [0.95, "WARNING"],
    [1_900 / 2_000, "WARNING"],
    [0.9, "WARNING"],
    [1_799 / 2_000, "CRITICAL"],
    [0, "CRITICAL"],
    [null, null],
  ])("of %s is %s", (rate, level) => expect(successLevel(rate, DEFAULT_THRESHOLDS)).toBe(level));
});

describe("efficiency", () => {
  it.each([
    [1, "OPTIMAL"],
    [0.7001, "OPTIMAL"],
    [0.7, "ACCEPTABLE"],
    [21 / 70, "ACCEPTABLE"],
    [0.2999, "INEFFICIENT"],
    [0, "INEFFICIENT"],
    [null, null],
  ])("of %s is %s", (rate, level) => expect(efficiencyLevel(rate, DEFAULT_THRESHOLDS)).toBe(level));
});

describe("a match rate", () => {
  it.each([
    [1, "NORMAL"],
    [0.7501, "NORMAL"],
    [0.75, "WARNING"],
    [0.5, "WARNING"],
    [0.4999, "CRITICAL"],
    [null, null],
  ])("of %s is %s", (rate, level) => expect(matchRateLevel(rate, DEFAULT_THRESHOLDS)).toBe(level));

  it("is matched of all outcomes; none for an upsert, and of nothing", () => {
    expect(matchRateOf({ matched: 3, total: 4, findingsKept: true })).toBe(0.75);
    expect(matchRateOf({ matched: 3, total: 4, findingsKept: false })).toBeNull();
    expect(matchRateOf({ matched: 0, total: 0, findingsKept: true })).toBeNull();
  });
});

it("levels change where the settings say", () => {
  const thresholds = { ...DEFAULT_THRESHOLDS, successWarning: 0.5, successCritical: 0.5, efficiencyOptimal: 0 };
  expect([0.51, 0.5, 0.49].map((rate) => successLevel(rate, thresholds))).toEqual(["NORMAL", "WARNING", "CRITICAL"]);
  expect(efficiencyLevel(0.01, thresholds)).toBe("OPTIMAL");
});
