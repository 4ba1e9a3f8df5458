import fc from "fast-check";
import { expect, it } from "vitest";
import { lineOfRow } from "../../../server/core/copy-line.js";
import { LineCursor } from "../../../server/core/line-cursor.js";
import type { Cell } from "../../../server/core/record.js";
import { ContentText } from "../../../server/core/upsert/content.js";

const CELLS = 4;

const plain = fc.string({ unit: "grapheme" });
const odd = fc.constantFrom(
  ...["", " ", '"', "\\", "\\N", "a\tb", "line\nline", "\r", "\x1f", "\x01", "\x7f", "\u2028", "សុខា", "😀", "null"],
  "x".repeat(10_000),
);
const rows = fc.array(fc.tuple(...Array.from({ length: CELLS }, () => fc.option(fc.oneof(plain, odd)))), {
  minLength: 1,
});

it("is the JSON array of the cells, of one line after another", () => {
  fc.assert(
    fc.property(rows, fc.uniqueArray(fc.nat(CELLS - 1), { minLength: 1 }), (some, cells) => {
      const lines = Buffer.from(some.map((row) => `${lineOfRow(row)}\n`).join(""));
      const line = new LineCursor(CELLS);
      const content = new ContentText();
      let start = 0;
      for (const row of some) {
        start = line.goTo(lines, start);
        const wanted: readonly Cell[] = cells.map((cell) => row[cell] as Cell);
        expect(Buffer.from(content.of(line, cells)).toString("utf8")).toBe(JSON.stringify(wanted));
      }
    }),
  );
});
