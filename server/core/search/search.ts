import { bucketOf, recordsInBucket } from "./segment.js";
import { hashTerm, termsOfSearch } from "./terms.js";

/** A bucket of one of the segments. */
export interface ReadBucket {
  readonly bucket: number;
  readonly postings: Buffer;
}

/** The buckets that hold the postings of a search. */
export function bucketsOfSearch(text: string): readonly number[] {
  return [...new Set(wantedTerms(text).map((term) => bucketOf(hashTerm(term).high)))];
}

/** A term of a search, with the numbers of the records that have it. */
export interface FoundTerm {
  readonly term: string;
  readonly records: readonly number[];
}

/** Each term of a search as the buckets have it. */
export function findTerms(text: string, read: readonly ReadBucket[]): readonly FoundTerm[] {
  return wantedTerms(text).map((term) => {
    const wanted = bucketOf(hashTerm(term).high);
    return {
      term,
      records: read.flatMap(({ bucket, postings }) => (bucket === wanted ? recordsInBucket(postings, term) : [])),
    };
  });
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

function wantedTerms(text: string): readonly string[] {
  const { whole, words } = termsOfSearch(text);
  return [...new Set(whole === "" ? words : [whole, ...words])];
}
