import type { Hash64 } from "../hash.js";
import { groupByKey } from "../match/grouping.js";
import { IntList } from "../match/int-list.js";
import { SLICE, type Sliced } from "../sliced.js";

/** Leading bits of a term's hash that name its bucket: with a full segment a bucket is some kilobytes, one short read. */
const BUCKET_BITS = 10;

/** Bytes of a stored posting: the low half of the term's hash, and the number of a record that has the term. */
const POSTING = 8;
const LITTLE_ENDIAN = true;

/** An id often stands in two columns of a record. Not all of its terms are looked at, since it may have very many. */
const LOOK_BACK = 16;

/** The postings of one bucket of a segment. */
export interface Bucket {
  readonly bucket: number;
  readonly postings: Buffer;
}

/**
 * An inverted index of some of the records of one side, made while they are read: a table of hashed terms, as some
 * hundred short rows, where a database index over the same terms would have an entry for each of some million.
 */
export class SearchSegment {
  private readonly buckets = new IntList();
  private readonly lows = new IntList();
  private readonly records = new IntList();

  /** Notes a term of a record; one that its last few terms hold already is not noted again. */
  add(record: number, { high, low }: Hash64): void {
    const bucket = bucketOf(high);
    const { length } = this.lows;
    for (let i = length - 1; i >= length - LOOK_BACK && i >= 0 && this.records.at(i) === record; i--)
      if (this.lows.at(i) === low && this.buckets.at(i) === bucket) return;
    this.buckets.push(bucket);
    this.lows.push(low);
    this.records.push(record);
  }

  /** The buckets that are not empty, in order, each with its postings in the order of the records. */
  *arrange(): Sliced<readonly Bucket[]> {
    const { starts, positions } = yield* groupByKey(this.buckets.view(), 2 ** BUCKET_BITS);
    const packed = Buffer.allocUnsafe(positions.length * POSTING);
    const view = new DataView(packed.buffer, packed.byteOffset);
    for (let i = 0; i < positions.length; i++) {
      const at = positions[i] as number;
      view.setInt32(i * POSTING, this.lows.at(at), LITTLE_ENDIAN);
      view.setInt32(i * POSTING + 4, this.records.at(at), LITTLE_ENDIAN);
      if (i % SLICE === 0) yield;
    }
    const buckets: Bucket[] = [];
    for (let bucket = 0; bucket < 2 ** BUCKET_BITS; bucket++) {
      const postings = packed.subarray((starts[bucket] as number) * POSTING, (starts[bucket + 1] as number) * POSTING);
      if (postings.length > 0) buckets.push({ bucket, postings });
    }
    return buckets;
  }

  /** Forgets all but its room. */
  clear(): void {
    for (const list of [this.buckets, this.lows, this.records]) list.clear();
  }
}

/** The bucket of a term. */
export function bucketOf(high: number): number {
  return high >>> (32 - BUCKET_BITS);
}

/** The records that a bucket has for a term, by the low half of its hash. */
export function recordsInBucket(postings: Buffer, low: number): readonly number[] {
  const records: number[] = [];
  for (let at = 0; at + POSTING <= postings.length; at += POSTING)
    if (postings.readInt32LE(at) === low) records.push(postings.readInt32LE(at + 4));
  return records;
}
