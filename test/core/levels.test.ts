import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS, efficiencyLevel, successLevel } from "../../server/core/levels.js";

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

it("levels change where the settings say", () => {
  const thresholds = { ...DEFAULT_THRESHOLDS, successWarning: 0.5, successCritical: 0.5, efficiencyOptimal: 0 };
  expect([0.51, 0.5, 0.49].map((rate) => successLevel(rate, thresholds))).toEqual(["NORMAL", "WARNING", "CRITICAL"]);
  expect(efficiencyLevel(0.01, thresholds)).toBe("OPTIMAL");
});
