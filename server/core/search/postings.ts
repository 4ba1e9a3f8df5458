import { type Grouping, groupByKey } from "../match/grouping.js";
import { IntList } from "../match/int-list.js";
import type { Sliced } from "../sliced.js";
import { hashTerm } from "./terms.js";

/** Bytes of a stored posting: high and low half of the term's hash, and the number of a finding. */
const POSTING = 12;

/** Postings a bucket on average: a bucket stays small enough to be read as one short row. */
const BUCKET_SIZE = 100;

/** The terms of records: both halves of each term's hash, and the number of the record that has it. */
export interface TermPostings {
  readonly highs: Int32Array;
  readonly lows: Int32Array;
  readonly records: Int32Array;
}

/** Notes the terms of records while they are read. */
export class HeldTerms {
  private readonly highs = new IntList();
  private readonly lows = new IntList();
  private readonly records = new IntList();

  add(record: number, term: string): void {
    const { high, low } = hashTerm(term);
    this.highs.push(high);
    this.lows.push(low);
    this.records.push(record);
  }

  clear(): void {
    for (const list of [this.highs, this.lows, this.records]) list.clear();
  }

  /** all that was noted; good until more is */
  postings(): TermPostings {
    return { highs: this.highs.view(), lows: this.lows.view(), records: this.records.view() };
  }
}

/** The rows of a search index: hash table buckets, each with its postings in order. */
export interface Bucket {
  readonly bucket: number;
  readonly postings: Buffer;
}

/**
 * An inverted index of a model's findings, made in bulk at the end of matching: some thousand short rows,
 * where a database index over the same terms would have an entry for each of some million.
 */
export class SearchIndex {
  private readonly highs = new IntList();
  private readonly lows = new IntList();
  private readonly records = new IntList();

  /** Adds the terms of some more records, in any order. */
  append({ highs, lows, records }: TermPostings): void {
    this.highs.append(highs);
    this.lows.append(lows);
    this.records.append(records);
  }

  /** How many leading bits of a hash name its bucket. */
  get bits(): number {
    return Math.min(16, Math.ceil(Math.log2(Math.max(1, this.records.length / BUCKET_SIZE))));
  }

  /** Puts the postings into their buckets; then `buckets` gives them. */
  *arrange(): Sliced<Grouping> {
    const { bits } = this;
    const buckets = this.highs.view().map((high) => bucketOf(high >>> 0, bits));
    return yield* groupByKey(buckets, 2 ** bits);
  }

  /** The buckets that are not empty, in order; `findingsOf` gives the numbers of the findings that show a record. */
  *buckets(grouping: Grouping, findingsOf: (record: number) => readonly number[]): Generator<Bucket> {
    const { bits } = this;
    const highs = this.highs.view();
    const lows = this.lows.view();
    const records = this.records.view();
    for (let bucket = 0; bucket < 2 ** bits; bucket++) {
      const postings: Posting[] = [];
      for (let i = grouping.starts[bucket] as number; i < (grouping.starts[bucket + 1] as number); i++) {
        const at = grouping.positions[i] as number;
        const high = (highs[at] as number) >>> 0;
        const low = (lows[at] as number) >>> 0;
        for (const finding of findingsOf(records[at] as number)) postings.push({ high, low, finding });
      }
      if (postings.length > 0) yield { bucket, postings: pack(postings) };
    }
  }
}

/** The bucket of a hash, by its leading bits. */
export function bucketOf(high: number, bits: number): number {
  return bits === 0 ? 0 : high >>> (32 - bits);
}

/** The findings that a bucket has for a term, ascending. */
export function findingsInBucket(postings: Buffer, term: string): readonly number[] {
  const { high, low } = hashTerm(term);
  const findings: number[] = [];
  for (let at = 0; at + POSTING <= postings.length; at += POSTING)
    if (postings.readUInt32BE(at) === high && postings.readUInt32BE(at + 4) === low)
      findings.push(postings.readInt32BE(at + 8));
  return findings;
}

interface Posting {
  readonly high: number;
  readonly low: number;
  readonly finding: number;
}

/** Sorted, and each posting once. */
function pack(postings: Posting[]): Buffer {
  postings.sort((a, b) => a.high - b.high || a.low - b.low || a.finding - b.finding);
  const bytes = Buffer.allocUnsafe(postings.length * POSTING);
  let length = 0;
  let last: Posting | undefined;
  for (const posting of postings) {
    if (last && last.high === posting.high && last.low === posting.low && last.finding === posting.finding) continue;
    last = posting;
    bytes.writeUInt32BE(posting.high, length);
    bytes.writeUInt32BE(posting.low, length + 4);
    bytes.writeInt32BE(posting.finding, length + 8);
    length += POSTING;
  }
  return bytes.subarray(0, length);
}
