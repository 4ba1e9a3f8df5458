import { expect, test } from "vitest";
import { settleChange } from "../../../server/core/change/settle.js";

test.each([
  ["pending", "accepted", "accepted", "APPLIED"],
  ["pending", "accepted", "pending", "NOT_APPLIED"],
  ["pending", "accepted", "rejected", "OVERTAKEN"],
  ["pending", "accepted", null, "OVERTAKEN"],
  ["pending", "accepted", undefined, "OVERTAKEN"],
  [null, "accepted", null, "NOT_APPLIED"],
  [null, "accepted", undefined, "OVERTAKEN"],
  ["pending", null, null, "APPLIED"],
  ["pending", null, undefined, "OVERTAKEN"],
] as const)("%j to %j, and the target holds %j: %s", (before, after, current, state) => {
  expect(settleChange({ before, after }, current)).toBe(state);
});
