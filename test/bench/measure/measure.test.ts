import { describe, expect, test } from "vitest";
import { GOALS, judgeGoals } from "../goals.js";
import { checkCounts } from "./counts.js";
import { fitExponent } from "./exponent.js";
import { ratiosOf } from "./ratios.js";
import { createRecorder, WrongCounts } from "./recorder.js";
import { alternate } from "./rounds.js";
import { coveredMs } from "./spans.js";
import { quantile, summarise } from "./summary.js";

describe("summaries", () => {
  test("the median is the middle one, or between the two middle ones", () => {
    expect(summarise([9, 1, 5])).toEqual({ median: 5, least: 1, most: 9 });
    expect(summarise([4, 1, 2, 100])).toEqual({ median: 3, least: 1, most: 100 });
    expect(summarise([7])).toEqual({ median: 7, least: 7, most: 7 });
    expect(() => summarise([])).toThrow(RangeError);
  });

  test("a quantile is a sample that the share does not exceed", () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(quantile(hundred, 0.5)).toBe(50);
    expect(quantile(hundred, 0.99)).toBe(99);
    expect(quantile(hundred, 1)).toBe(100);
    expect(quantile([3], 0)).toBe(3);
  });
});

describe("ratios", () => {
  test("go round by round", () => {
    expect(ratiosOf([10, 30], [5, 10])).toEqual([2, 3]);
    expect(() => ratiosOf([1], [1, 2])).toThrow(RangeError);
  });
});

describe("the exponent", () => {
  const costs = (exponent: number) => [0.1, 1, 10].map((size) => ({ size, cost: 3 * size ** exponent }));

  test.each([0, 1, 1.5, 2])("of a cost that grows with size ^ %d is found", (exponent) => {
    expect(fitExponent(costs(exponent))).toBeCloseTo(exponent, 10);
  });

  test("there is none of a single size", () => {
    expect(fitExponent([])).toBeNull();
    expect(fitExponent([{ size: 1, cost: 5 }])).toBeNull();
    expect(fitExponent([1, 2].map((cost) => ({ size: 1, cost })))).toBeNull();
  });
});

test("time that is covered twice counts once, and time between counts not", () => {
  expect(coveredMs([])).toBe(0);
  const spans = [
    { from: 10, to: 20 },
    { from: 0, to: 5 },
    { from: 12, to: 15 },
    { from: 18, to: 30 },
  ];
  expect(coveredMs(spans)).toBe(25);
});

test("contenders take turns, every other round backwards", async () => {
  const turns: string[] = [];
  const contender = (name: string) => async (round: number) => void turns.push(`${name}${round}`);
  await alternate(3, [contender("a"), contender("b")]);
  expect(turns).toEqual(["a0", "b0", "b1", "a1", "a2", "b2"]);
});

describe("counts", () => {
  test("that differ, or that only one has, are named", () => {
    expect(checkCounts("x", { a: 1, b: 2 }, { a: 1, b: 2 }).differences).toEqual([]);
    expect(checkCounts("x", { a: 1, b: 2 }, { a: 3, c: 4 }).differences).toEqual([
      "a: expected 1, got 3",
      "b: expected 2, got none",
      "c: expected none, got 4",
    ]);
  });

  test("that are wrong end the case, and are in the report all the same", () => {
    const record = createRecorder();
    record.compare("right", { a: 1 }, { a: 1 });
    expect(() => record.compare("wrong", { a: 1 }, { a: 2 })).toThrow(WrongCounts);
    expect(record.measured.checks.map(({ who }) => who)).toEqual(["right", "wrong"]);
  });
});

test("samples of one name come together; what can't be measured adds none", () => {
  const record = createRecorder();
  const figure = (name: string) => ({ name, label: name, unit: "ms" as const });
  for (const sample of [10, 30]) record.add(figure("whole"), sample);
  for (const sample of [5, 10]) record.add(figure("part"), sample);
  record.add(figure("memory"), null);
  record.ratio({ name: "ratio", label: "whole / part" }, "whole", "part");
  expect(record.measured.figures.map(({ name, samples }) => [name, samples])).toEqual([
    ["whole", [10, 30]],
    ["part", [5, 10]],
    ["ratio", [2, 3]],
  ]);
});

describe("goals", () => {
  const goals = [
    { text: "fast", figure: "time", atMost: 10 },
    { text: "much", figure: "share", atLeast: 2 },
  ];
  const figures = (time: number, share: number) =>
    Object.entries({ time, share }).map(([name, sample]) => ({
      name,
      label: name,
      unit: "ms" as const,
      samples: [sample],
    }));

  test("are met at their limit, and judged at scale 1 alone", () => {
    expect(judgeGoals(goals, figures(10, 2), 1).map(({ met }) => met)).toEqual([true, true]);
    expect(judgeGoals(goals, figures(11, 1.9), 1).map(({ met }) => met)).toEqual([false, false]);
    expect(judgeGoals(goals, figures(11, 1.9), 0.1).map(({ met }) => met)).toEqual([null, null]);
    expect(judgeGoals(goals, [], 1).map(({ median, met }) => [median, met])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test("each have one limit, and no two the same figure", () => {
    for (const goal of GOALS)
      expect([goal.atMost, goal.atLeast].filter((limit) => limit !== undefined)).toHaveLength(1);
    expect(new Set(GOALS.map(({ figure }) => figure)).size).toBe(GOALS.length);
  });
});
