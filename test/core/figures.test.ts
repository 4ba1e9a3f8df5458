import { describe, expect, it } from "vitest";
import { detectionsOf, isUpsert, type ModelFigures, ratesOf, rowFigures } from "../../server/core/figures.js";
import { DEFAULT_THRESHOLDS } from "../../server/core/levels.js";
import { npqPipeline } from "../../server/pipelines/npq/pipeline.js";
import { studentsPipeline } from "../../server/pipelines/students/pipeline.js";

const none: ModelFigures = {
  leftRecords: 0,
  rightRecords: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  rejected: 0,
  detections: {},
};
const guide: ModelFigures = {
  ...none,
  leftRecords: 15_847,
  rightRecords: 15_650,
  created: 150,
  updated: 3_310,
  unchanged: 12_340,
  rejected: 47,
};

describe("the figures of an upsert", () => {
  it("are those of the guide's example", () => {
    const rows = rowFigures([guide]);
    expect(rows).toEqual({
      read: 15_847,
      created: 150,
      updated: 3_310,
      unchanged: 12_340,
      rejected: 47,
      successful: 15_800,
    });
    expect(rows.successful + rows.rejected).toBe(rows.read);
    const { successRate, efficiency, ...levels } = ratesOf([guide], rows, DEFAULT_THRESHOLDS);
    expect(successRate).toBe(15_800 / 15_847);
    expect(efficiency).toBe(12_340 / 15_847);
    expect(levels).toEqual({ successLevel: "NORMAL", efficiencyLevel: "OPTIMAL" });
  });

  it("are none where nothing was read", () => {
    expect(ratesOf([], rowFigures([]), DEFAULT_THRESHOLDS)).toEqual({
      successRate: null,
      successLevel: null,
      efficiency: null,
      efficiencyLevel: null,
    });
  });

  it("count what decided over all models", () => {
    const detections = [{ detections: { NEW: 1, IPK: 2 } }, { detections: { NEW: 3 } }];
    expect(detectionsOf(detections)).toEqual({ NEW: 4, IPK: 2, CONTENT: 0, IPK_AND_CONTENT: 0, FORCED: 0 });
  });
});

it("a reconciliation's success is the share that was not rejected, and it has no efficiency", () => {
  const results = [{ ...none, leftRecords: 60, rightRecords: 40, rejected: 5 }];
  const rates = ratesOf(results, null, DEFAULT_THRESHOLDS);
  expect(rates).toEqual({ successRate: 0.95, successLevel: "WARNING", efficiency: null, efficiencyLevel: null });
});

it("an upsert is known by its pipeline, or by what it left where that is gone", () => {
  expect(isUpsert(studentsPipeline, [])).toBe(true);
  expect(isUpsert(npqPipeline, [])).toBe(false);
  expect(isUpsert(undefined, [{ findingsKept: false }])).toBe(true);
  expect(isUpsert(undefined, [])).toBe(false);
});
