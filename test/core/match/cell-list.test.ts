import fc from "fast-check";
import { expect, test } from "vitest";
import { CellList } from "../../../server/core/match/cell-list.js";
import { lineOf } from "../../helpers/lines.js";

test("gives back each cell as it was read, through all growth", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 40 }).map((value) => value.replaceAll("\0", "")),
    fc.constantFrom(null, "", "a\\b", "a\tb\n", "€".repeat(30_000)),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 30 }), (cells) => {
      const list = new CellList();
      for (const cell of cells) list.add(lineOf(["before", cell, "behind"]), 1);
      expect(list.length).toBe(cells.length);
      expect(cells.map((_, i) => list.at(i))).toEqual(cells);
      expect(cells.map((_, i) => list.isNull(i))).toEqual(cells.map((cell) => cell === null));
    }),
    { numRuns: 300 },
  );
});
