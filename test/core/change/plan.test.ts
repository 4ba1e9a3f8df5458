import { expect, test } from "vitest";
import { planUpdate } from "../../../server/core/change/plan.js";
import type { Update } from "../../../server/core/pipeline.js";

const refusal = { reason: "bad", message: "no" };
const update: Update = {
  entity: "applications",
  table: "applications",
  field: "status",
  touches: "updated_at",
  refuse: (value) => (value === "bad" ? refusal : null),
};

test.each([
  ["pending", "pending", { kind: "unchanged" }],
  [null, null, { kind: "unchanged" }],
  ["accepted", "pending", { kind: "change", change: { field: "status", before: "pending", after: "accepted" } }],
  ["accepted", null, { kind: "change", change: { field: "status", before: null, after: "accepted" } }],
  [null, "pending", { kind: "change", change: { field: "status", before: "pending", after: null } }],
  ["", null, { kind: "change", change: { field: "status", before: null, after: "" } }],
  ["Pending", "pending", { kind: "change", change: { field: "status", before: "pending", after: "Pending" } }],
  ["bad", "pending", { kind: "rejection", refusal }],
  ["bad", "bad", { kind: "rejection", refusal }],
  ["pending", "bad", { kind: "change", change: { field: "status", before: "bad", after: "pending" } }],
])("left %j, right %j", (left, right, plan) => {
  expect(planUpdate(update, left, right)).toEqual(plan);
});
