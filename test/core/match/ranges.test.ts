import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClusterOutcome } from "../../../server/core/match/classify.js";
import { type FindingCounts, type FindingFilter, rangesOf, sizeOfRanges } from "../../../server/core/match/ranges.js";
import type { Side } from "../../../server/core/record.js";

interface Numbered {
  readonly outcome: ClusterOutcome;
  readonly side?: Side;
  readonly hasCandidates?: boolean;
}

/** Oracle: all findings, one by one, in the order of their numbers. */
function allFindings(counts: FindingCounts): readonly Numbered[] {
  const times = (count: number, finding: Numbered): Numbered[] => Array.from({ length: count }, () => finding);
  return [
    ...times(counts.matched, { outcome: "MATCHED" }),
    ...times(counts.duplicates, { outcome: "DUPLICATE" }),
    ...times(counts.sameSideClusters, { outcome: "SAME_SIDE" }),
    ...times(counts.orphanedLeftWithCandidates, { outcome: "ORPHAN", side: "LEFT", hasCandidates: true }),
    ...times(counts.orphanedLeft - counts.orphanedLeftWithCandidates, {
      outcome: "ORPHAN",
      side: "LEFT",
      hasCandidates: false,
    }),
    ...times(counts.orphanedRightWithCandidates, { outcome: "ORPHAN", side: "RIGHT", hasCandidates: true }),
    ...times(counts.orphanedRight - counts.orphanedRightWithCandidates, {
      outcome: "ORPHAN",
      side: "RIGHT",
      hasCandidates: false,
    }),
  ];
}

const few = fc.nat(3);
const counts = fc.tuple(few, few, few, few, few, few, few).map(
  ([matched, duplicates, sameSideClusters, leftWith, leftWithout, rightWith, rightWithout]): FindingCounts => ({
    matched,
    duplicates,
    sameSideClusters,
    orphanedLeft: leftWith + leftWithout,
    orphanedLeftWithCandidates: leftWith,
    orphanedRight: rightWith + rightWithout,
    orphanedRightWithCandidates: rightWith,
  }),
);
const filters: fc.Arbitrary<FindingFilter> = fc.oneof(
  fc.record({ outcomes: fc.subarray<ClusterOutcome>(["MATCHED", "DUPLICATE", "SAME_SIDE", "ORPHAN"]) }),
  fc.record({
    outcomes: fc.constant<readonly ClusterOutcome[]>(["ORPHAN"]),
    side: fc.constantFrom<Side | undefined>("LEFT", "RIGHT", undefined),
    hasCandidates: fc.constantFrom(true, false, undefined),
  }),
);

describe("rangesOf", () => {
  test("holds the numbers that counting one by one gives, in ranges as few and as long as can be", () => {
    fc.assert(
      fc.property(counts, filters, (counts, filter) => {
        const wanted = allFindings(counts).flatMap((finding, i) =>
          filter.outcomes.includes(finding.outcome) &&
          (filter.side === undefined || filter.side === finding.side) &&
          (filter.hasCandidates === undefined || filter.hasCandidates === finding.hasCandidates)
            ? [i + 1]
            : [],
        );
        const ranges = rangesOf(counts, filter);
        const held = ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
        expect(held).toEqual(wanted);
        expect(sizeOfRanges(ranges)).toBe(wanted.length);
        const breaks = wanted.filter((number, i) => i > 0 && wanted[i - 1] !== number - 1).length;
        expect(ranges).toHaveLength(wanted.length === 0 ? 0 : breaks + 1);
      }),
      { numRuns: 3_000 },
    );
  });

  test("a filter by outcome alone never needs more than two", () => {
    const one = {
      matched: 1,
      duplicates: 1,
      sameSideClusters: 1,
      orphanedLeft: 2,
      orphanedLeftWithCandidates: 1,
      orphanedRight: 2,
      orphanedRightWithCandidates: 1,
    };
    expect(rangesOf(one, { outcomes: ["DUPLICATE", "ORPHAN"] })).toEqual([
      { first: 2, last: 2 },
      { first: 4, last: 7 },
    ]);
    expect(rangesOf(one, { outcomes: ["ORPHAN"], hasCandidates: false })).toEqual([
      { first: 5, last: 5 },
      { first: 7, last: 7 },
    ]);
    expect(rangesOf(one, { outcomes: [] })).toEqual([]);
  });
});
