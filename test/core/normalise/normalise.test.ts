import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SHARED_LIMIT, normalisation, normalise } from "../../../server/core/normalise/normalise.js";

describe("normalise", () => {
  const usual = normalisation({ placeholders: ["0000000", "n/a"] });

  test.each([
    [null, null],
    ["", null],
    [" ", null],
    ["\t\r\n\u00a0\u3000", null],
    ["0000000", null],
    [" 0000000 ", null],
    ["N/A", null],
    ["00000000", "00000000"],
    ["1234567", "1234567"],
    ["  AbC  ", "abc"],
    ["two  words", "two  words"],
    ["\u00a0Ab\u3000", "ab"],
    ["ÉCOLE", "école"],
    ["ΑΘΗΝΑ", "αθηνα"],
    ["😀 A", "😀 a"],
  ])("%j is compared as %j", (value, expected) => {
    expect(normalise(value, usual)).toBe(expected);
  });

  test("each part of a rule is its own", () => {
    expect(normalise(" Ab ", normalisation({ trim: false }))).toBe(" ab ");
    expect(normalise("   ", normalisation({ trim: false }))).toBe(null);
    expect(normalise("", normalisation({ trim: false }))).toBe(null);
    expect(normalise(" Ab ", normalisation({ foldCase: false }))).toBe("Ab");
    expect(normalise("N/A", normalisation({ foldCase: false, placeholders: ["n/a"] }))).toBe("N/A");
    expect(normalise("0000000", normalisation())).toBe("0000000");
  });

  test("values that differ in case and surrounding space alone are one, and normalising again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", " ", "\t", "\u00a0"), (text, space) => {
        const once = normalise(text, usual);
        expect(normalise(`${space}${text}${space}`, usual)).toBe(once);
        expect(normalise(once, usual)).toBe(once);
        expect(once === null).toBe(text.trim() === "" || ["0000000", "n/a"].includes(text.trim().toLowerCase()));
      }),
      { numRuns: 2_000 },
    );
  });
});

test("a rule trims, folds and allows a hundred of one side, unless it says otherwise", () => {
  expect(DEFAULT_SHARED_LIMIT).toBe(100);
  expect(normalisation()).toEqual({ trim: true, foldCase: true, placeholders: [], sharedLimit: 100 });
  expect(normalisation({ sharedLimit: 3 }).sharedLimit).toBe(3);
});
