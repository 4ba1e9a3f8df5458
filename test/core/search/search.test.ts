import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../server/core/record.js";
import { bucketsOfSearch, findingsOfSearch, findTerms } from "../../../server/core/search/search.js";
import { type Bucket, SearchSegment } from "../../../server/core/search/segment.js";
import { LineTerms, wordsOf } from "../../../server/core/search/terms.js";
import { runThrough } from "../../../server/core/sliced.js";
import { lineOf } from "../../helpers/lines.js";

const columns = [
  { name: "trn", title: "", search: "value" as const },
  { name: "name", title: "", search: "words" as const, personal: true },
];

/** Oracle: what a row is found by. */
function termsOf([id, trn, name]: Row): readonly string[] {
  const values = [id, trn].map((value) => (value ?? "").trim().toLowerCase()).filter((value) => value !== "");
  return [...values, ...wordsOf(name ?? "")];
}

/** Segments as the database keeps them, and how a search reads them. */
function indexOf(records: ReadonlyMap<number, Row>, findingsOf: (record: number) => readonly number[]) {
  const terms = new LineTerms(columns);
  const buckets: Bucket[] = [];
  for (const isLeft of [false, true]) {
    const segment = new SearchSegment();
    for (const [number, row] of records)
      if (number > 0 === isLeft) terms.each(lineOf(row), (term) => segment.add(number, term));
    buckets.push(...runThrough(segment.arrange()));
  }
  const search = (text: string, seesPersonal = true): readonly number[] => {
    const wanted = bucketsOfSearch(text, seesPersonal);
    const read = buckets.filter(({ bucket }) => wanted.includes(bucket));
    return findingsOfSearch(text, findTerms(text, read, seesPersonal), findingsOf);
  };
  return { buckets, search };
}

const names = ["Jane", "jane", "JO", "Éva", "Smith", "O'Neil"];
const trns = ["7654321", "1111111", "jane smith", null];
const row = fc
  .tuple(fc.constantFrom(...trns), fc.array(fc.constantFrom(...names), { maxLength: 3 }))
  .map(([trn, name]): Row => [null, trn, name.join(" ")]);

test("finds exactly the findings that show the text as a term, or all of its words", () => {
  const texts = [
    ...names,
    ...trns.filter((trn) => trn !== null),
    "1",
    "12",
    "smith JANE",
    "Jane Jo",
    "nobody",
    " ",
    "-",
  ];
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 2 }))), (all) => {
      const records = new Map(all.map(([row], i) => [i % 2 === 0 ? i + 1 : -i, [String(i), ...row.slice(1)] as Row]));
      const shownBy = new Map([...records.keys()].map((number, i) => [number, all[i]?.[1] ?? []]));
      const { search } = indexOf(records, (record) => shownBy.get(record) ?? []);

      const termsOfFinding = new Map<number, Set<string>>();
      for (const [number, row] of records)
        for (const finding of shownBy.get(number) ?? []) {
          const terms = termsOfFinding.get(finding) ?? new Set();
          for (const term of termsOf(row)) terms.add(term);
          termsOfFinding.set(finding, terms);
        }
      for (const text of texts) {
        const words = text.toLowerCase().split(" ");
        const found = [...termsOfFinding].filter(([, terms]) => {
          const hasAllWords = /\w/.test(text) && words.every((word) => terms.has(word));
          return terms.has(text.trim().toLowerCase()) || hasAllWords;
        });
        expect(search(text)).toEqual(found.map(([finding]) => finding).sort((a, b) => a - b));
      }
    }),
    { numRuns: 500 },
  );
});

describe("an index of 60,000 terms", () => {
  const records = new Map(
    Array.from({ length: 20_000 }, (_, i): [number, Row] => [
      i + 1,
      [`id-${i}`, String(1_000_000 + i), i % 1_000 === 0 ? "Rare" : `name${i % 5_000}`],
    ]),
  );
  const { buckets, search } = indexOf(records, (record) => [record, 100_000 + (record % 10)]);

  test("is spread over all buckets, in order, and holds each term of a record once", () => {
    expect(buckets.map(({ bucket }) => bucket)).toEqual([...Array(1024).keys()]);
    expect(buckets.reduce((bytes, { postings }) => bytes + postings.length, 0)).toBe(60_000 * 8);
    const longest = Math.max(...buckets.map(({ postings }) => postings.length));
    expect(longest).toBeLessThan(8 * 120);
  });

  test("finds one among many, by id, value and word", () => {
    for (let i = 1; i < 20_000; i += 777) {
      const expected = [i + 1, 100_000 + ((i + 1) % 10)];
      expect(search(`ID-${i}`)).toEqual(expected);
      expect(search(String(1_000_000 + i))).toEqual(expected);
    }
    expect(search("rare")).toEqual([...Array.from({ length: 20 }, (_, i) => i * 1_000 + 1), 100_001]);
    expect(search("id-20000")).toEqual([]);
  });
});

test("a segment is used again once it is cleared; an empty one has no buckets", () => {
  const segment = new SearchSegment();
  segment.add(1, { high: 5, low: 6 });
  segment.clear();
  expect(runThrough(segment.arrange())).toEqual([]);
});

test("who may not see what is about people does not find by it, not even together with other words", () => {
  const records = new Map<number, Row>([
    [1, ["id-1", "7654321", "Jane Smith"]],
    [2, ["id-2", "jane", "Jo"]],
  ]);
  const { search } = indexOf(records, (record) => [record]);
  expect([search("jane"), search("jane", false)]).toEqual([[1, 2], [2]]);
  expect([search("jane smith"), search("jane smith", false)]).toEqual([[1], []]);
  expect([search("7654321 jane"), search("7654321 jane", false)]).toEqual([[1], []]);
  expect([search("ID-1"), search("id-1", false)]).toEqual([[1], [1]]);
});
