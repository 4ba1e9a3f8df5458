import fc from "fast-check";
import { expect, test } from "vitest";
import { IntList } from "../../../server/core/match/int-list.js";

const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

test("is an array of integers, through all growth", () => {
  const step = fc.record({ index: fc.nat(), amount: integer, isPush: fc.boolean() });
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

test("takes what lay in the memory of others, in turn with integers of its own, and forgets", () => {
  const part = fc.array(integer, { maxLength: 20 });
  fc.assert(
    fc.property(fc.array(part), fc.nat(200), (parts, room) => {
      const [list, other] = [new IntList(1), new IntList(1)];
      list.reserve(room * 4);
      for (const part of parts) {
        other.clear();
        for (const amount of part) other.push(amount);
        list.append(Buffer.from(other.bytes()));
        list.push(part.length);
      }
      expect(Array.from(list.view())).toEqual(parts.flatMap((part) => [...part, part.length]));
    }),
    { numRuns: 300 },
  );
});
