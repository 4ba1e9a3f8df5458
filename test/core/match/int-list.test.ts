import fc from "fast-check";
import { expect, test } from "vitest";
import { IntList } from "../../../server/core/match/int-list.js";

test("is an array of integers, through all growth", () => {
  const step = fc.record({
    index: fc.nat(),
    amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    isPush: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, capacity) => {
      const list = new IntList(capacity);
      const expected: number[] = [];
      for (const { index, amount, isPush } of steps) {
        if (isPush || expected.length === 0) {
          list.push(amount);
          expected.push(amount);
        } else {
          const at = index % expected.length;
          list.set(at, amount);
          expected[at] = amount;
        }
      }
      expect(list.length).toBe(expected.length);
      expect(Array.from(list.view())).toEqual(expected);
      expect(expected.map((_, i) => list.at(i))).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
