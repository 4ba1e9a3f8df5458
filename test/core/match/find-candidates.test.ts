import fc from "fast-check";
import { expect, test } from "vitest";
import { CandidateFinder, LARGEST_BLOCK } from "../../../server/core/match/find-candidates.js";
import { numberAt } from "../../../server/core/match/record-space.js";
import { runThrough } from "../../../server/core/sliced.js";
import { BothSides, type GraphRecord, graphs, readGraph } from "./graphs.js";

/** A graph, and those of its records that are orphans. */
const withOrphans = graphs().chain((graph) =>
  fc.tuple(fc.constant(graph), fc.subarray(graph.records.map((_, position) => position))),
);

/** Oracle: each record of the other side that holds one of the same values. */
function bruteForceCandidates(byPosition: readonly GraphRecord[], position: number): readonly number[] {
  const { isLeft, holds } = byPosition[position] as GraphRecord;
  const names = new Set(holds.map(({ space, text }) => `${space} ${text}`));
  return byPosition.flatMap((other, at) =>
    other.isLeft !== isLeft && other.holds.some(({ space, text }) => names.has(`${space} ${text}`)) ? [at] : [],
  );
}

test("finds for orphans what comparing every record with every other finds, ascending, never one of the same side", () => {
  fc.assert(
    fc.property(withOrphans, ([graph, orphans]) => {
      const { hashes, space, byPosition } = readGraph(graph);
      const finder = runThrough(CandidateFinder.over(hashes, space, Int32Array.from(orphans)));
      for (const position of byPosition.keys())
        expect(finder.find(position)).toEqual(
          orphans.includes(position) ? bruteForceCandidates(byPosition, position) : [],
        );
    }),
    { numRuns: 2_000 },
  );
});

test("gives at most the limit, and as many as there are below it", () => {
  fc.assert(
    fc.property(graphs(), fc.integer({ min: 1, max: 6 }), (graph, limit) => {
      const { hashes, space, byPosition } = readGraph(graph);
      const finder = runThrough(CandidateFinder.over(hashes, space, Int32Array.from(byPosition.keys())));
      for (const position of byPosition.keys()) {
        const all = bruteForceCandidates(byPosition, position);
        const found = finder.find(position, limit);
        expect(found).toHaveLength(Math.min(limit, all.length));
        expect(all).toEqual(expect.arrayContaining([...found]));
        expect(found).toEqual([...found].sort((a, b) => a - b));
      }
    }),
    { numRuns: 1_000 },
  );
});

/** Counts how many records `find` looks at. */
function countLooks(finder: CandidateFinder): () => number {
  let looks = 0;
  const records = Reflect.get(finder, "positions") as Int32Array;
  const counting = new Proxy(records, {
    get: (target, name) => {
      looks++;
      return Reflect.get(target, name);
    },
  });
  Reflect.set(finder, "positions", counting);
  return () => looks;
}

function blocks(left: number, right: number, values: readonly string[]): CandidateFinder {
  const held = new BothSides();
  const space = { left, right };
  for (let position = 0; position < left + right; position++)
    for (const value of values) held.add(numberAt(position, space), value, 0);
  const orphans = Int32Array.from({ length: left + right }, (_, position) => position);
  return runThrough(CandidateFinder.over(held.hashes(), space, orphans));
}

test("of a block larger than the limit it looks at so many records, and no more", () => {
  const finder = blocks(1, 50_000, ["john at oak school", "john at elm school", "john at ash school"]);
  const looks = countLooks(finder);
  expect(finder.find(0)).toHaveLength(LARGEST_BLOCK);
  expect(looks()).toBe(LARGEST_BLOCK);
});

test("does not walk a large block of one side to find nobody, or a few, on the other", () => {
  const finder = blocks(20_000, 2, ["john at oak school"]);
  const looks = countLooks(finder);
  for (let position = 0; position < 20_000; position++) expect(finder.find(position).length).toBe(2);
  expect(looks()).toBe(40_000);
  const alone = blocks(20_000, 0, ["john at oak school"]);
  const looksAlone = countLooks(alone);
  for (let position = 0; position < 20_000; position++) alone.find(position);
  expect(looksAlone()).toBe(0);
});
