import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOfRow, rowOfLine } from "../../server/core/copy-line.js";
import { LineCursor } from "../../server/core/line-cursor.js";
import { type Cell, splitValues, VALUE_SEPARATOR } from "../../server/core/record.js";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc
    .array(fc.constantFrom("\\", "N", "\t", "\n", "\r", "\v", "\b", "\f", VALUE_SEPARATOR, "é", "李", " ", "a"), {
      maxLength: 6,
    })
    .map((parts) => parts.join("")),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  text.map((value) => value.replaceAll("\0", "")),
);
const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });

/** The values of a cell, one after another. */
function valuesOf(line: LineCursor, cell: number): readonly string[] {
  const values: string[] = [];
  for (let more = line.firstValue(cell); more; more = line.nextValue())
    values.push(line.textBetween(line.valueStart, line.valueEnd));
  return values;
}

test("a line gives back its row", () => {
  fc.assert(
    fc.property(rows, (all) => {
      expect(all.map((row) => rowOfLine(lineOfRow(row)))).toEqual(all);
    }),
  );
});

describe("LineCursor", () => {
  test("finds the cells of line after line, and whether they are null", () => {
    fc.assert(
      fc.property(rows, fc.boolean(), (all, endsWithNewline) => {
        const lines = all.map(lineOfRow).join("\n");
        const bytes = Buffer.from(endsWithNewline ? `${lines}\n` : lines);
        const line = new LineCursor(3);
        let at = 0;
        for (const row of all) {
          at = line.goTo(bytes, at);
          expect(row.map((_, i) => line.text(i))).toEqual(row);
          expect(row.map((_, i) => line.isNull(i))).toEqual(row.map((value) => value === null));
        }
        expect(at).toBeGreaterThanOrEqual(bytes.length);
      }),
      { numRuns: 1_000 },
    );
  });

  test("gives the values of a cell as splitting its text does; an empty one is a blank value", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 3, maxLength: 3 }), (row) => {
        const line = new LineCursor(3);
        line.goTo(Buffer.from(lineOfRow(row)), 0);
        expect(row.map((_, i) => valuesOf(line, i))).toEqual(
          row.map((value) => (value === "" ? [""] : splitValues(value))),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test("goes on behind a value after it was elsewhere", () => {
    const line = new LineCursor(2);
    line.goTo(Buffer.from(lineOfRow([["a", "b", "c"].join(VALUE_SEPARATOR), "other"])), 0);
    expect(line.firstValue(0)).toBe(true);
    const end = line.valueEnd;
    expect(valuesOf(line, 1)).toEqual(["other"]);
    expect(line.valueBehind(0, end)).toBe(true);
    expect(line.textBetween(line.valueStart, line.valueEnd)).toBe("b");
  });

  test("refuses a line of another number of cells", () => {
    const line = new LineCursor(3);
    for (const row of [
      ["1", "2"],
      ["1", "2", "3", "4"],
    ])
      expect(() => line.goTo(Buffer.from(lineOfRow(row)), 0)).toThrow(
        `has ${row.length} columns where its model has 3`,
      );
  });
});
