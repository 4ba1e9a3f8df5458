import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageOfFindings, withinRanges } from "../../../server/core/match/finding-page.js";
import type { Range } from "../../../server/core/match/ranges.js";
import type { NumberedKey } from "../../../server/core/page.js";

/** Ascending ranges that do not touch, from gaps and lengths. */
const rangesArbitrary = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 7 })), { maxLength: 4 })
  .map((parts) => {
    const ranges: Range[] = [];
    let last = 0;
    for (const [gap, length] of parts) {
      const first = last + gap;
      last = first + length - 1;
      ranges.push({ first, last });
    }
    return ranges;
  });

const numbersOf = (ranges: readonly Range[]) =>
  ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

describe("pageOfFindings", () => {
  it("gives every finding once, in order, whatever the page size", () => {
    fc.assert(
      fc.property(fc.array(rangesArbitrary, { maxLength: 3 }), fc.integer({ min: 1, max: 9 }), (models, first) => {
        const listed = models.map((ranges, position) => ({ position, ranges }));
        const all = listed.flatMap(({ position, ranges }) => numbersOf(ranges).map((number) => ({ position, number })));
        const seen: NumberedKey[] = [];
        let after: NumberedKey | null = null;
        for (;;) {
          const page = pageOfFindings(listed, { first, after });
          expect(page.total).toBe(all.length);
          expect(page.hasPrevious).toBe(seen.length > 0);
          seen.push(...page.keys);
          expect(page.hasNext).toBe(seen.length < all.length);
          if (!page.hasNext) break;
          after = page.keys.at(-1) as NumberedKey;
        }
        expect(seen).toEqual(all);
      }),
    );
  });

  it("goes on from a key that is no longer in the list", () => {
    const listed = [
      {
        position: 0,
        ranges: [
          { first: 1, last: 2 },
          { first: 8, last: 9 },
        ],
      },
    ];
    const page = pageOfFindings(listed, { first: 1, after: { position: 0, number: 5 } });
    expect(page).toEqual({ keys: [{ position: 0, number: 8 }], total: 4, hasNext: true, hasPrevious: true });
    expect(pageOfFindings(listed, { first: 5, after: { position: 7, number: 1 } }).keys).toEqual([]);
  });
});

describe("withinRanges", () => {
  it("keeps the numbers that lie in a range", () => {
    fc.assert(
      fc.property(rangesArbitrary, fc.uniqueArray(fc.integer({ min: 0, max: 60 })), (ranges, some) => {
        const numbers = [...some].sort((a, b) => a - b);
        const inside = new Set(numbersOf(ranges));
        expect(numbersOf(withinRanges(numbers, ranges))).toEqual(numbers.filter((number) => inside.has(number)));
      }),
    );
  });
});
