import fc from "fast-check";
import { expect, test } from "vitest";
import { FoldedBytes, type Folding, foldText } from "../../../server/core/normalise/folding.js";
import { lineOf } from "../../helpers/lines.js";

const foldings: readonly Folding[] = [
  { trim: true, foldCase: true },
  { trim: true, foldCase: false },
  { trim: false, foldCase: true },
  { trim: false, foldCase: false },
  { trim: true, foldCase: true, words: "ALL" },
  { trim: true, foldCase: true, words: "FIRST" },
];

const text = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc
      .array(fc.constantFrom(" ", "  ", "A", "b", "Z", "[", "@", "7", "\t", "\n", "\\", "\u00a0", "é", "İ", "Σ", "ẞ"), {
        maxLength: 8,
      })
      .map((parts) => parts.join("")),
  )
  .map((value) => value.replaceAll("\0", ""));

test("bytes fold to what the text folds to, whatever is in it", () => {
  const folded = new FoldedBytes();
  fc.assert(
    fc.property(text, fc.constantFrom(...foldings), (value, folding) => {
      const line = lineOf(["before", value]);
      folded.take(line, line.starts[1] as number, line.ends[1] as number, folding);
      expect(folded.bytes.toString("utf8", 0, folded.length)).toBe(foldText(value, folding));
      expect(folded.equals(Buffer.from(foldText(value, folding)))).toBe(true);
      expect(folded.equals(Buffer.from(`${foldText(value, folding)}x`))).toBe(false);
    }),
    { numRuns: 5_000 },
  );
});

test("takes a text longer than its room", () => {
  const folded = new FoldedBytes();
  for (const value of ["A".repeat(5_000), "É".repeat(5_000)]) {
    const line = lineOf([value]);
    folded.take(line, 0, line.ends[0] as number, { trim: true, foldCase: true });
    expect(folded.bytes.toString("utf8", 0, folded.length)).toBe(value.toLowerCase());
  }
});

test("words stand one space apart, or the first alone", () => {
  expect(foldText("  Jane   VAN\tDyke ", { trim: true, foldCase: true, words: "ALL" })).toBe("jane van dyke");
  expect(foldText("  Jane   Van Dyke ", { trim: true, foldCase: true, words: "FIRST" })).toBe("jane");
  expect(foldText(" \t ", { trim: false, foldCase: true, words: "FIRST" })).toBe("");
});
