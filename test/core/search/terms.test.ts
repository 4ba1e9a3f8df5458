import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Column } from "../../../server/core/pipeline.js";
import { type Row, VALUE_SEPARATOR } from "../../../server/core/record.js";
import { hashTerm, LineTerms, termsOfSearch, wordsOf } from "../../../server/core/search/terms.js";
import { lineOf } from "../../helpers/lines.js";

const columns: readonly Column[] = [
  { name: "trn", title: "", search: "value" },
  { name: "ids", title: "", search: "value", many: true },
  { name: "name", title: "", search: "words" },
  { name: "course", title: "" },
];

/** The terms of a record as hashes, each once. */
function hashesOf(row: Row): ReadonlySet<string> {
  const found = new Set<string>();
  new LineTerms(columns).each(lineOf(row), ({ high, low }) => found.add(`${high} ${low}`));
  return found;
}

function hashes(...terms: readonly string[]): ReadonlySet<string> {
  return new Set(terms.map(hashTerm).map(({ high, low }) => `${high} ${low}`));
}

describe("LineTerms", () => {
  test("gives the id and the searchable columns: values whole, names by their words", () => {
    const row = ["ID-1", " 76 54 ", `X-1${VALUE_SEPARATOR}${VALUE_SEPARATOR} y `, "Jane  O'Neil-Smith", "Headship"];
    expect(hashesOf(row)).toEqual(hashes("id-1", "76 54", "x-1", "y", "jane", "o'neil", "smith"));
  });

  test("gives nothing for what is missing or blank", () => {
    expect(hashesOf(["1", null, "", " ", null])).toEqual(hashes("1"));
    expect(hashesOf([null, null, null, null, null])).toEqual(hashes());
  });

  test("gives of any text the same as by strings: bytes are only a faster way", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc
        .array(fc.constantFrom("A", "z", " ", "é", "É", "\\", "\t", "\n", "'", "-", "7", "\u00a0", "李", "ẞ", "İ"), {
          maxLength: 8,
        })
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, text, (value, name) => {
        const clean = (given: string) => given.replaceAll("\0", "").replaceAll(VALUE_SEPARATOR, "");
        const folded = clean(value).trim().toLowerCase();
        const expected = [...(folded === "" ? [] : [folded]), ...wordsOf(clean(name))];
        expect(hashesOf([null, clean(value), null, clean(name), null])).toEqual(hashes(...expected));
      }),
      { numRuns: 2_000 },
    );
  });
});

test("words are runs of letters, digits and marks of any script, folded", () => {
  expect(wordsOf("Éva  DÍAZ, 3rd")).toEqual(["éva", "díaz", "3rd"]);
  expect(wordsOf("Ze\u0301 李小龙 अनुज")).toEqual(["ze\u0301", "李小龙", "अनुज"]);
  expect(wordsOf(" -- ")).toEqual([]);
});

test("a search is its whole text or all of its words", () => {
  expect(termsOfSearch("  SMITH jane SMITH ")).toEqual({ whole: "smith jane smith", words: ["smith", "jane"] });
  expect(termsOfSearch("  ")).toEqual({ whole: "", words: [] });
});

describe("hashTerm", () => {
  const terms = [
    ...Array.from({ length: 60_000 }, (_, i) => String(1_000_000 + i)),
    ...Array.from({ length: 60_000 }, (_, i) => `${i.toString(16).padStart(8, "0")}-5f1c-4c0e-8000-3f2b1a000000`),
    ...Array.from({ length: 20_000 }, (_, i) => `teacher.${i}@example.org`),
  ];

  test("no two of 140,000 terms share one, nor many a half", () => {
    const hashes = terms.map(hashTerm);
    expect(new Set(hashes.map(({ high, low }) => `${high} ${low}`)).size).toBe(terms.length);
    // Random 32-bit numbers would repeat about two times among so many.
    expect(new Set(hashes.map(({ high }) => high)).size).toBeGreaterThan(terms.length - 20);
    expect(new Set(hashes.map(({ low }) => low)).size).toBeGreaterThan(terms.length - 20);
    expect(hashes.every(({ high, low }) => (high | 0) === high && (low | 0) === low)).toBe(true);
  });

  test.each([
    ["numbers", 0, 60_000],
    ["UUIDs", 60_000, 120_000],
    ["addresses", 120_000, 140_000],
  ])("%s spread evenly over 256 buckets", (_, from, to) => {
    const loads = new Array<number>(256).fill(0);
    for (const term of terms.slice(from, to)) (loads[hashTerm(term).high >>> 24] as number)++;
    const mean = (to - from) / 256;
    const tolerance = 6 * Math.sqrt(mean);
    expect(Math.max(...loads)).toBeLessThan(mean + tolerance);
    expect(Math.min(...loads)).toBeGreaterThan(mean - tolerance);
  });
});
