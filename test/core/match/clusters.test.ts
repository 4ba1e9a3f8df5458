import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findClusters } from "../../../server/core/match/clusters.js";
import { numberAt, positionOf } from "../../../server/core/match/record-space.js";
import { runThrough, SLICE } from "../../../server/core/sliced.js";
import { BothSides, bruteForceClusters, graphs, membersOf, readGraph, runWithin } from "./graphs.js";

const MANY = 100_000;
const always = () => true;

/** Each number below `MANY` once, far from any order. */
function* shuffled(): Generator<number> {
  for (let i = 0; i < MANY; i++) yield (i * 38_197) % MANY;
}

describe("findClusters", () => {
  test("finds what brute force finds, in the order of the first records", () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        const { index, space, mayMatch, byPosition } = readGraph(graph);
        const clusters = runThrough(findClusters(index, space, mayMatch));
        expect(membersOf(clusters)).toEqual(bruteForceClusters(graph, byPosition));
      }),
      { numRuns: 3_000 },
    );
  });

  test("does not depend on the order in which records come, beyond their numbers", () => {
    fc.assert(
      fc.property(graphs(), (graph) => {
        const sidesApart = [...graph.records].sort((a, b) => Number(a.isLeft) - Number(b.isLeft));
        const [interleaved, apart] = [graph, { ...graph, records: sidesApart }].map((order) => {
          const { index, space, mayMatch } = readGraph(order);
          return membersOf(runThrough(findClusters(index, space, mayMatch)));
        });
        expect(interleaved).toEqual(apart);
      }),
      { numRuns: 300 },
    );
  });

  test("a chain of 100,000 records in no order, sides in turn, is one cluster", { timeout: 20_000 }, () => {
    const held = new BothSides();
    const space = { left: MANY / 2, right: MANY / 2 };
    for (const i of shuffled()) {
      const number = numberAt(i, space);
      held.add(number, `link ${i}`, 0);
      held.add(number, `link ${i + 1}`, 0);
    }
    const clusters = runWithin((10 * MANY) / SLICE, findClusters(held.index(), space, always));
    expect(clusters.count).toBe(1);
    expect(clusters.members).toEqual(Int32Array.from({ length: MANY }, (_, i) => i));
  });

  test("a chain read from its end, whose last record is named again by each other, is no work a step", {
    timeout: 15_000,
  }, () => {
    const held = new BothSides();
    const space = { left: MANY, right: 0 };
    for (let i = MANY - 1; i > 0; i--) for (const number of [i + 1, i]) held.add(number, `link ${i}`, 0);
    for (let i = 1; i < MANY; i++) for (const number of [MANY, i]) held.add(number, `last and ${i}`, 0);
    expect(runThrough(findClusters(held.index(), space, always)).count).toBe(1);
  });

  test("two chains of 50,000 stay two", () => {
    const held = new BothSides();
    const space = { left: MANY, right: 0 };
    for (const i of shuffled()) {
      held.add(i + 1, `link ${i}`, 0);
      held.add(i + 1, `link ${i + 2}`, 0);
    }
    const clusters = runThrough(findClusters(held.index(), space, always));
    expect(Array.from(clusters.starts)).toEqual([0, MANY / 2, MANY]);
    expect(Array.from(clusters.members.subarray(0, 3))).toEqual([0, 2, 4]);
  });

  test("a star of 100,000 records is one cluster, and none where its value is shared", () => {
    const held = new BothSides();
    const space = { left: 1, right: MANY - 1 };
    for (const i of shuffled()) held.add(numberAt(i, space), "centre", 0);
    expect(runWithin((10 * MANY) / SLICE, findClusters(held.index(), space, always)).count).toBe(1);
    expect(runThrough(findClusters(held.index(), space, () => false)).count).toBe(MANY);
  });

  test("records without any value are clusters of one", () => {
    expect(membersOf(runThrough(findClusters(new BothSides().index(), { left: 2, right: 1 }, always)))).toEqual([
      [0],
      [1],
      [2],
    ]);
    expect(runThrough(findClusters(new BothSides().index(), { left: 0, right: 0 }, always)).count).toBe(0);
  });
});

test("numbers and positions name the same record, left ones first", () => {
  const space = { left: 3, right: 2 };
  expect([1, 2, 3, -1, -2].map((number) => positionOf(number, space))).toEqual([0, 1, 2, 3, 4]);
  expect([0, 1, 2, 3, 4].map((position) => numberAt(position, space))).toEqual([1, 2, 3, -1, -2]);
});
