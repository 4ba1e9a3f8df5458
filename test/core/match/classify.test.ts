import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CrosswalkError } from "../../../server/core/errors.js";
import { type Classification, classify, outcomeOf } from "../../../server/core/match/classify.js";
import { findClusters } from "../../../server/core/match/clusters.js";
import type { RecordSpace } from "../../../server/core/match/record-space.js";
import { runThrough } from "../../../server/core/sliced.js";
import { bruteForceClusters, clustersOf, graphs, readGraph } from "./graphs.js";

const nobody = () => false;

function classifyGroups(groups: readonly (readonly number[])[], space: RecordSpace, isExcluded = nobody as Excluded) {
  return plain(runThrough(classify(clustersOf(groups), space, isExcluded)));
}

type Excluded = (position: number) => boolean;

function plain(found: Classification) {
  const { matched, duplicates, sameSide, orphans, excluded, inDuplicates } = found;
  const [m, d, s, o] = [matched, duplicates, sameSide, orphans].map((list) => Array.from(list));
  return { matched: m, duplicates: d, sameSide: s, orphans: o, excluded, inDuplicates };
}

describe("the outcome of a cluster of e ECF and n NPQ records", () => {
  test.each([
    [1, 1, "MATCHED"],
    [1, 0, "ORPHAN"],
    [0, 1, "ORPHAN"],
    [2, 1, "DUPLICATE"],
    [1, 2, "DUPLICATE"],
    [2, 2, "DUPLICATE"],
    [7, 1, "DUPLICATE"],
    [2, 0, "SAME_SIDE"],
    [0, 2, "SAME_SIDE"],
    [5, 0, "SAME_SIDE"],
    [0, 5, "SAME_SIDE"],
  ] as const)("%i and %i: %s", (left, right, outcome) => {
    expect(outcomeOf(left, right)).toBe(outcome);

    const members = Array.from({ length: left + right }, (_, i) => i);
    const isOrphaned = outcome === "ORPHAN" || outcome === "SAME_SIDE";
    expect(classifyGroups([members], { left, right })).toEqual({
      matched: outcome === "MATCHED" ? [0] : [],
      duplicates: outcome === "DUPLICATE" ? [0] : [],
      sameSide: outcome === "SAME_SIDE" ? [0] : [],
      orphans: isOrphaned ? members : [],
      excluded: 0,
      inDuplicates: outcome === "DUPLICATE" ? left + right : 0,
    });
  });
});

describe("exclusion", () => {
  const space = { left: 4, right: 3 };

  test("leaves out orphans only: a matched or duplicate record is never asked", () => {
    const asked: number[] = [];
    const found = classifyGroups([[0, 4], [1, 5, 6], [2], [3]], space, (position) => {
      asked.push(position);
      return position === 2;
    });
    expect(asked).toEqual([2, 3]);
    expect(found).toMatchObject({ matched: [0], duplicates: [1], orphans: [3], excluded: 1 });
  });

  test("a same-side cluster is listed while any of its records is in question", () => {
    const excluding =
      (...positions: number[]) =>
      (position: number) =>
        positions.includes(position);
    const groups = [[0, 1], [2, 3], [4], [5], [6]];
    expect(classifyGroups(groups, space, excluding(0))).toMatchObject({
      sameSide: [0, 1],
      orphans: [1, 2, 3, 4, 5, 6],
    });
    expect(classifyGroups(groups, space, excluding(0, 1))).toMatchObject({ sameSide: [1], excluded: 2 });
  });
});

test("orphans come left ones first, ascending, however their clusters lie", () => {
  const orphans = classifyGroups([[0, 11], [1], [2, 3], [4, 12], [5], [13, 14], [6, 7, 8, 9, 10]], {
    left: 11,
    right: 4,
  }).orphans;
  expect(orphans).toEqual([1, 2, 3, 5, 6, 7, 8, 9, 10, 13, 14]);
});

test("every record has exactly one outcome, and the counts add up", () => {
  fc.assert(
    fc.property(graphs(), fc.infiniteStream(fc.boolean()), (graph, coin) => {
      const { index, space, mayMatch, byPosition } = readGraph(graph);
      const excludable = byPosition.map(() => coin.next().value === true);
      const clusters = runThrough(findClusters(index, space, mayMatch));
      const found = runThrough(classify(clusters, space, (position) => excludable[position] === true));

      const groups = bruteForceClusters(graph, byPosition);
      const outcome = new Map<number, string>();
      const give = (position: number, name: string) => {
        expect(outcome.has(position)).toBe(false);
        outcome.set(position, name);
      };
      for (const cluster of found.matched) for (const member of groups[cluster] ?? []) give(member, "MATCHED");
      for (const cluster of found.duplicates) for (const member of groups[cluster] ?? []) give(member, "DUPLICATE");
      for (const position of found.orphans) give(position, "ORPHAN");

      let excluded = 0;
      for (const group of groups) {
        const left = group.filter((position) => byPosition[position]?.isLeft).length;
        const expected = outcomeOf(left, group.length - left);
        for (const position of group) {
          const isUnmatched = expected === "ORPHAN" || expected === "SAME_SIDE";
          if (isUnmatched && excludable[position]) {
            excluded++;
            expect(outcome.has(position)).toBe(false);
          } else expect(outcome.get(position)).toBe(isUnmatched ? "ORPHAN" : expected);
        }
      }
      expect(found.excluded).toBe(excluded);
      expect(outcome.size + excluded).toBe(byPosition.length);
      expect(found.inDuplicates).toBe([...outcome.values()].filter((name) => name === "DUPLICATE").length);

      // The published total: clusters of both sides count once, orphans one by one.
      const crossSide = groups.filter((group) => new Set(group.map((at) => byPosition[at]?.isLeft)).size === 2).length;
      const unmatched = [...outcome.values()].filter((name) => name === "ORPHAN").length;
      const total = found.matched.length + found.orphans.length + found.duplicates.length;
      expect(total).toBe(crossSide + unmatched);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["a record is lost", [[0, 2]], { left: 2, right: 1 }],
  ["a record is counted twice", [[0, 2], [1], [1]], { left: 2, right: 1 }],
  ["one record is lost and another counted twice", [[0], [0]], { left: 2, right: 0 }],
  [
    "a record is in a match and in a duplicate",
    [
      [0, 2],
      [0, 1, 2],
    ],
    { left: 2, right: 1 },
  ],
  ["a record is nobody's", [[0], [7]], { left: 1, right: 1 }],
])("fails loudly where %s", (_, groups, space) => {
  const work = () => runThrough(classify(clustersOf(groups), space, nobody));
  expect(work).toThrow(CrosswalkError);
  expect(work).toThrow(expect.objectContaining({ code: "COUNTS_DO_NOT_ADD_UP" }));
});
