import fc from "fast-check";
import { expect, test } from "vitest";
import { FieldValues, HeldField } from "../../../server/core/match/field-values.js";

const column = fc.array(fc.constantFrom(null, "", "accepted", "pending", "refusé"), { maxLength: 20 });

test("gives each record's value back, by equal numbers for equal values of both sides", () => {
  fc.assert(
    fc.property(column, column, fc.integer({ min: 1, max: 9 }), (left, right, size) => {
      const values = new FieldValues();
      for (const [side, column] of [
        ["RIGHT", right],
        ["LEFT", left],
      ] as const)
        for (let from = 0; from < column.length; from += size) {
          const held = new HeldField();
          for (const value of column.slice(from, from + size)) held.add(value);
          values.append(side, held.column());
        }
      const numbers = [...left.map((_, i) => values.of(i + 1)), ...right.map((_, i) => values.of(-i - 1))];
      expect(numbers.map((number) => values.text(number))).toEqual([...left, ...right]);
      expect(new Set(numbers).size).toBe(new Set([...left, ...right]).size);
    }),
    { numRuns: 500 },
  );
});
