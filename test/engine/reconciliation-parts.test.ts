import { expect, test } from "vitest";
import type { DonePart } from "../../server/core/parts.js";
import { changesPlanned, planPhases, sidesRead } from "../../server/engine/reconciliation-parts.js";

const RESULTS = { users: 7, applications: 8 };

function kinds(dryRun: boolean): readonly (readonly string[])[] {
  return planPhases(1, RESULTS, dryRun).map((phase) => phase.map(({ kind }) => kind));
}

test("both sides are read at once, and a dry run applies nothing", () => {
  expect(kinds(false)).toEqual([
    ["READ", "READ"],
    ["MATCH", "MATCH"],
    ["APPLY", "FINISH"],
  ]);
  expect(kinds(true)).toEqual([["READ", "READ"], ["MATCH", "MATCH"], ["FINISH"]]);
});

test("the left side comes first, whichever was read first", () => {
  const [reading = []] = planPhases(1, RESULTS, false);
  const done = reading.map(
    ({ kind, task }, i): DonePart => ({ id: 10 + i, kind, position: i, task, checkpoint: { read: { users: i } } }),
  );
  const expected = [
    { side: "LEFT", results: RESULTS, read: { users: 0 } },
    { side: "RIGHT", results: RESULTS, read: { users: 1 } },
  ];
  expect(sidesRead(done)).toEqual(expected);
  expect(sidesRead(done.toReversed())).toEqual(expected);
  expect(() => sidesRead(done.slice(1))).toThrow("no part has read the LEFT side");
});

test("how many changes are intended is what matching left", () => {
  const matched = {
    id: 3,
    kind: "MATCH",
    position: 0,
    task: { model: "applications" },
    checkpoint: { changes: 5 },
  } as const;
  expect([
    changesPlanned([matched], "applications"),
    changesPlanned([matched], "users"),
    changesPlanned([], "users"),
  ]).toEqual([5, 0, 0]);
});
