import { expect, it } from "vitest";
import type { ProgressStepFragment } from "../../../server/http/admin/generated/graphql.js";
import { type StageNow, shareDone, stagesToCome, withStep } from "../../../server/http/admin/migration/stages.js";

const COUNTS = { read: 0, matched: 0, orphans: 0, duplicates: 0, updated: 0, rejected: 0 };

function step(stage: ProgressStepFragment["stage"], model: string | null, done = 0, total: number | null = null) {
  return { ...STEP, stage, model, done, total };
}

const STEP: ProgressStepFragment = {
  ...{ cursor: "1", at: "2026-01-01T00:00:01.000Z", status: "RUNNING", stage: null, model: null },
  ...{ done: 0, total: null, rate: null, estimatedEnd: null, counts: COUNTS },
};

function follow(...steps: readonly ProgressStepFragment[]): readonly StageNow[] {
  return steps.reduce<readonly StageNow[]>(withStep, []);
}

it("a stage is over when a later one is told of, or all of it is done", () => {
  const stages = follow(step("CHECK", null), step("READ", "users", 5), step("MATCH", "users", 7, 7));
  expect(stages.map(({ name, done, finishedAt }) => [name, done, finishedAt !== null])).toEqual([
    ["CHECK", 0, true],
    ["READ", 5, true],
    ["MATCH", 7, true],
  ]);
});

it("stages of one name that are told of in turns are all under way, and what is done of them only grows", () => {
  const stages = follow(
    step("READ", "users", 5),
    step("READ", "applications", 2),
    step("READ", "users", 9),
    step("READ", "applications", 3),
  );
  expect(stages.map(({ model, done, finishedAt }) => [model, done, finishedAt])).toEqual([
    ["users", 9, null],
    ["applications", 3, null],
  ]);
});

it("models are matched beside each other: the stages of one end none of the other's", () => {
  const stages = follow(
    step("READ", "users", 5),
    step("MATCH", "users", 1, 9),
    step("MATCH", "applications", 1, 9),
    step("CLASSIFY", "users", 1, 9),
  );
  expect(stages.map(({ name, model, finishedAt }) => [name, model, finishedAt !== null])).toEqual([
    ["READ", "users", true],
    ["MATCH", "users", true],
    ["MATCH", "applications", false],
    ["CLASSIFY", "users", false],
  ]);
});

it("reports are made beside the changes; a stage that is told of again with more to do goes on", () => {
  const stages = follow(
    step("APPLY", "users", 9, 9),
    step("REPORT", null, 0, 7),
    step("APPLY", "users", 9, 20),
    step("REPORT", null, 7, 7),
  );
  expect(stages.map(({ name, done, total, finishedAt }) => [name, done, total, finishedAt !== null])).toEqual([
    ["APPLY", 9, 20, false],
    ["REPORT", 7, 7, true],
  ]);
});

it("a step before the first stage and after the last changes nothing", () => {
  const stages = follow(step("CHECK", null));
  expect(withStep(stages, STEP)).toEqual(stages);
});

it("how much is done is known where a total is, and where it is over", () => {
  const of = (done: number, total: number | null, startedAt: string | null, finishedAt: string | null) =>
    shareDone({ done, total, startedAt, finishedAt });
  expect(of(0, null, null, null)).toBe(0);
  expect(of(5, null, STEP.at, null)).toBeNull();
  expect(of(5, 20, STEP.at, null)).toBe(0.25);
  expect(of(30, 20, STEP.at, null)).toBe(1);
  expect(of(0, 0, STEP.at, null)).toBe(1);
  expect(of(3, null, STEP.at, STEP.at)).toBe(1);
});

it("what is to come is what the migration before had and this one has not begun", () => {
  const before = [
    { name: "READ", model: "users" },
    { name: "READ", model: "applications" },
    { name: "REPORT", model: null },
  ] as const;
  expect(stagesToCome(follow(step("READ", "users")), before).map(({ name, model }) => [name, model])).toEqual([
    ["READ", "applications"],
    ["REPORT", null],
  ]);
});
