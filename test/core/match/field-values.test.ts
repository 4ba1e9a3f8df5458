import fc from "fast-check";
import { expect, test } from "vitest";
import { FieldValues } from "../../../server/core/match/field-values.js";
import { lineOf } from "../../helpers/lines.js";

const column = fc.array(fc.constantFrom(null, "", "accepted", "pending", "refusé", "a\\b\tc"), { maxLength: 20 });

test("gives each record's value back, by equal numbers for equal values of both sides", () => {
  fc.assert(
    fc.property(column, column, (left, right) => {
      const values = new FieldValues();
      for (const [i, value] of right.entries()) values.add(-i - 1, lineOf(["1", value]), 1);
      for (const [i, value] of left.entries()) values.add(i + 1, lineOf(["1", value]), 1);
      const numbers = [...left.map((_, i) => values.of(i + 1)), ...right.map((_, i) => values.of(-i - 1))];
      expect(numbers.map((number) => values.text(number))).toEqual([...left, ...right]);
      expect(new Set(numbers).size).toBe(new Set([...left, ...right]).size);
    }),
    { numRuns: 500 },
  );
});
