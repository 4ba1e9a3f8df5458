import { describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS, type SuccessLevel } from "../../../server/core/levels.js";
import type { StoredMigration, StoredResult } from "../../../server/core/read-ports.js";
import { isOccasion, judgeEnd } from "../../../server/core/schedule/announcement.js";
import type { WebhookOccasion } from "../../../server/core/schedule/schedule.js";
import type { MigrationStatus } from "../../../server/core/status.js";

function isTold(on: WebhookOccasion, status: MigrationStatus, success: SuccessLevel, match: SuccessLevel): boolean {
  const rates = { successRate: null, successLevel: success, efficiency: null, efficiencyLevel: null };
  const matchRates = [{ matchRate: null, matchRateLevel: match }];
  return isOccasion(on, { migration: { status } as StoredMigration, rates, matchRates });
}

describe("a webhook is told of", () => {
  it.each<[WebhookOccasion, MigrationStatus, SuccessLevel, SuccessLevel, boolean]>([
    ["FAILURE", "FAILED", "NORMAL", "NORMAL", true],
    ["FAILURE", "CANCELLED", "NORMAL", "NORMAL", true],
    ["FAILURE", "SUCCEEDED", "CRITICAL", "CRITICAL", false],
    ["CRITICAL", "FAILED", "NORMAL", "NORMAL", true],
    ["CRITICAL", "SUCCEEDED", "CRITICAL", "NORMAL", true],
    ["CRITICAL", "SUCCEEDED", "NORMAL", "CRITICAL", true],
    ["CRITICAL", "SUCCEEDED", "WARNING", "WARNING", false],
    ["EVERY_END", "SUCCEEDED", "NORMAL", "NORMAL", true],
  ])("on %s: an end that is %s, with success %s and match rate %s: %s", (on, status, success, match, told) =>
    expect(isTold(on, status, success, match)).toBe(told),
  );
});

it("judges the match rate of each model by itself", () => {
  const models = [
    { matched: 40, total: 100, findingsKept: true },
    { matched: 80, total: 100, findingsKept: true },
  ] as StoredResult[];
  expect(judgeEnd(models, false, DEFAULT_THRESHOLDS).matchRates).toEqual([
    { matchRate: 0.4, matchRateLevel: "CRITICAL" },
    { matchRate: 0.8, matchRateLevel: "NORMAL" },
  ]);
});
