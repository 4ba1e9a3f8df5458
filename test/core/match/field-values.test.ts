import fc from "fast-check";
import { expect, test } from "vitest";
import { CellList } from "../../../server/core/match/cell-list.js";
import { FieldValues } from "../../../server/core/match/field-values.js";
import { runThrough } from "../../../server/core/sliced.js";
import { lineOf } from "../../helpers/lines.js";

test("gives each record's value back, by equal numbers for equal values", () => {
  const column = fc.array(fc.constantFrom(null, "", "accepted", "pending", "refusé", "a\\b\tc"), { maxLength: 40 });
  fc.assert(
    fc.property(column, (cells) => {
      const list = new CellList();
      for (const cell of cells) list.add(lineOf(["1", cell]), 1);
      const values = runThrough(FieldValues.of(list));
      const numbers = cells.map((_, position) => values.at(position));
      expect(numbers.map((number) => values.text(number))).toEqual(cells);
      expect(new Set(numbers).size).toBe(new Set(cells).size);
      expect(Math.max(0, ...numbers)).toBeLessThan(values.size);
    }),
    { numRuns: 500 },
  );
});
