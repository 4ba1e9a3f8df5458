import { describe, expect, test } from "vitest";
import { hasEnded, isActive, type MigrationStatus, statesBefore, TRANSITIONS } from "../../server/core/status.js";

const STATES: readonly MigrationStatus[] = ["QUEUED", "RUNNING", "CANCELLING", "SUCCEEDED", "FAILED", "CANCELLED"];
const ENDS: readonly MigrationStatus[] = ["SUCCEEDED", "FAILED", "CANCELLED"];

describe("the state table", () => {
  test("has these ways and no other, each with its reason", () => {
    expect(TRANSITIONS.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      "CANCELLING CANCELLED",
      "CANCELLING FAILED",
      "CANCELLING SUCCEEDED",
      "QUEUED CANCELLED",
      "QUEUED FAILED",
      "QUEUED RUNNING",
      "RUNNING CANCELLING",
      "RUNNING FAILED",
      "RUNNING SUCCEEDED",
    ]);
    for (const { because } of TRANSITIONS) expect(because).toMatch(/\w+ \w+/);
  });

  test("says where each state can be reached from", () => {
    expect(Object.fromEntries(STATES.map((to) => [to, [...statesBefore(to)].sort()]))).toEqual({
      QUEUED: [],
      RUNNING: ["QUEUED"],
      CANCELLING: ["RUNNING"],
      SUCCEEDED: ["CANCELLING", "RUNNING"],
      FAILED: ["CANCELLING", "QUEUED", "RUNNING"],
      CANCELLED: ["CANCELLING", "QUEUED"],
    });
  });

  test("nothing leaves an end, and every other state comes to one", () => {
    expect(STATES.filter(hasEnded)).toEqual(ENDS);
    expect(STATES.filter(isActive)).toEqual(["QUEUED", "RUNNING", "CANCELLING"]);
    for (const state of STATES) expect(TRANSITIONS.some(({ from }) => from === state)).toBe(isActive(state));

    const ending = new Set<MigrationStatus>(ENDS);
    for (const state of ending) for (const before of statesBefore(state)) ending.add(before);
    expect([...ending].sort()).toEqual([...STATES].sort());
  });
});
