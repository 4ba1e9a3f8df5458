import fc from "fast-check";
import { expect, test } from "vitest";
import { IntList } from "../../../server/core/match/int-list.js";

test("is an array of integers, through all growth", () => {
  const step = fc.record({
    index: fc.nat(),
    amount: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    isPush: fc.boolean(),
    more: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 9 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (steps, capacity) => {
      const list = new IntList(capacity);
      const expected: number[] = [];
      for (const { index, amount, isPush, more } of steps) {
        if (isPush || expected.length === 0) {
          list.push(amount);
          expected.push(amount);
        } else {
          const at = index % expected.length;
          list.add(at, amount);
          (expected[at] as number) += amount;
        }
        list.append(Int32Array.from(more));
        expected.push(...more);
      }
      expect(list.length).toBe(expected.length);
      expect(Array.from(list.view())).toEqual(expected);
      expect(expected.map((_, i) => list.at(i))).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
