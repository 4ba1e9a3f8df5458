import { bucketOf, findingsInBucket } from "./postings.js";
import { hashTerm, termsOfSearch } from "./terms.js";

/** The buckets that hold the postings of a search, for an index whose buckets have so many bits. */
export function bucketsOfSearch(text: string, bits: number): readonly number[] {
  return [...new Set(wantedTerms(text).map((term) => bucketOf(hashTerm(term).high, bits)))];
}

/** The findings, ascending, that have the whole text as a term or all of its words as terms. */
export function findingsOfSearch(text: string, bits: number, postings: ReadonlyMap<number, Buffer>): readonly number[] {
  const findingsOf = (term: string) => {
    const bucket = postings.get(bucketOf(hashTerm(term).high, bits));
    return bucket ? findingsInBucket(bucket, term) : [];
  };
  const { whole, words } = termsOfSearch(text);
  const byWords = words.map(findingsOf).reduce<readonly number[] | null>(inBoth, null) ?? [];
  if (whole === "" || (words.length === 1 && words[0] === whole)) return byWords;
  return [...new Set([...byWords, ...findingsOf(whole)])].sort((a, b) => a - b);
}

function wantedTerms(text: string): readonly string[] {
  const { whole, words } = termsOfSearch(text);
  return whole === "" ? words : [whole, ...words];
}

function inBoth(found: readonly number[] | null, more: readonly number[]): readonly number[] {
  if (found === null) return more;
  const among = new Set(more);
  return found.filter((finding) => among.has(finding));
}
