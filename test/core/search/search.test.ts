import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../server/core/record.js";
import { HeldTerms, SearchIndex } from "../../../server/core/search/postings.js";
import { bucketsOfSearch, findingsOfSearch } from "../../../server/core/search/search.js";
import { termsOf } from "../../../server/core/search/terms.js";
import { runThrough } from "../../../server/core/sliced.js";

const columns = [
  { name: "trn", title: "", search: "value" as const },
  { name: "name", title: "", search: "words" as const },
];

/** Buckets as the database keeps them, and how a search reads them. */
function indexOf(records: ReadonlyMap<number, Row>, findingsOf: (record: number) => readonly number[]) {
  const left = new HeldTerms();
  const right = new HeldTerms();
  for (const [number, row] of records)
    for (const term of termsOf(row, columns)) (number > 0 ? left : right).add(number, term);
  const index = new SearchIndex();
  for (const terms of [right, left]) index.append(terms.postings());
  const { bits } = index;
  const buckets = [...index.buckets(runThrough(index.arrange()), findingsOf)];
  const stored = new Map(buckets.map(({ bucket, postings }) => [bucket, postings]));
  const search = (text: string): readonly number[] => {
    const read = new Map(bucketsOfSearch(text, bits).flatMap((at) => (stored.has(at) ? [[at, stored.get(at)!]] : [])));
    return findingsOfSearch(text, bits, read);
  };
  return { bits, buckets, search };
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
          for (const term of termsOf(row, columns)) terms.add(term);
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
  const { bits, buckets, search } = indexOf(records, (record) => [record, 100_000 + (record % 10)]);

  test("is spread over buckets that stay short, in order, each named by leading bits", () => {
    expect(bits).toBe(10);
    expect(buckets.map(({ bucket }) => bucket)).toEqual([...buckets.keys()]);
    expect(buckets).toHaveLength(1024);
    const typical = buckets.map(({ postings }) => postings.length).sort((a, b) => a - b)[512] as number;
    expect(typical).toBeLessThan(12 * 200);
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

test("an empty index has no buckets and finds nothing", () => {
  const { bits, buckets, search } = indexOf(new Map(), () => []);
  expect([bits, buckets, search("anything")]).toEqual([0, [], []]);
});
