import type { Hash64 } from "../hash.js";
import { bucketOf, recordsInBucket } from "./segment.js";
import { hashTerm, setApart, termsOfSearch } from "./terms.js";

/** A bucket of one of the segments. */
export interface ReadBucket {
  readonly bucket: number;
  readonly postings: Buffer;
}

/** The buckets that hold the postings of a search; terms about people are looked for only for who may see those. */
export function bucketsOfSearch(text: string, seesPersonal: boolean): readonly number[] {
  return [
    ...new Set(wantedTerms(text).flatMap((term) => hashesOf(term, seesPersonal).map(({ high }) => bucketOf(high)))),
  ];
}

/** A term of a search, with the numbers of the records that have it. */
export interface FoundTerm {
  readonly term: string;
  readonly records: readonly number[];
}

/** Each term of a search as the buckets have it. */
export function findTerms(text: string, read: readonly ReadBucket[], seesPersonal: boolean): readonly FoundTerm[] {
  return wantedTerms(text).map((term) => ({
    term,
    records: hashesOf(term, seesPersonal).flatMap(({ high, low }) =>
      read.flatMap(({ bucket, postings }) => (bucket === bucketOf(high) ? recordsInBucket(postings, low) : [])),
    ),
  }));
}

/** The findings, ascending, whose records have the whole text as a term or, between them, all of its words as terms. */
export function findingsOfSearch(
  text: string,
  terms: readonly FoundTerm[],
  findingsOf: (record: number) => readonly number[],
): readonly number[] {
  const found = new Map(terms.map(({ term, records }) => [term, new Set(records.flatMap(findingsOf))]));
  const { whole, words } = termsOfSearch(text);
  const [first = new Set<number>(), ...others] = words.map((word) => found.get(word) ?? new Set<number>());
  const byWords = [...first].filter((finding) => others.every((other) => other.has(finding)));
  return [...new Set([...byWords, ...(found.get(whole) ?? [])])].sort((a, b) => a - b);
}

function hashesOf(term: string, seesPersonal: boolean): readonly Hash64[] {
  return seesPersonal ? [hashTerm(term), setApart(hashTerm(term))] : [hashTerm(term)];
}

function wantedTerms(text: string): readonly string[] {
  const { whole, words } = termsOfSearch(text);
  return [...new Set(whole === "" ? words : [whole, ...words])];
}
