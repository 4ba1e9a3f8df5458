import { SLICE, type Sliced } from "../sliced.js";
import { type Grouping, groupByKey } from "./grouping.js";
import { IntList } from "./int-list.js";
import { positionOf, type RecordSpace, sizeOf } from "./record-space.js";

/** Of a block that is larger than this only so many records are looked at: a value that common says little. */
export const LARGEST_BLOCK = 1_000;

const EMPTY = -1;

/** Which records (by number) hold which values (by hash). */
export interface HeldHashes {
  readonly highs: IntList;
  readonly lows: IntList;
  readonly records: IntList;
}

/**
 * Finds for orphans the records of the other side that share a value with them: inside blocks, never every record with
 * every other. Only what an orphan holds is kept; what millions of others hold besides is passed over.
 */
export class CandidateFinder {
  private constructor(
    /** the blocks of an orphan are `blockOfPair[byOrphan.positions[i]]` */
    private readonly byOrphan: Grouping,
    private readonly blockOfPair: Int32Array,
    /** by twice the block, one more for the right side: a large block of one side must not be walked to find the other */
    private readonly byBlockAndSide: Grouping,
    private readonly positions: Int32Array,
    private readonly left: number,
  ) {}

  /** `orphans` are positions. */
  static *over(held: HeldHashes, space: RecordSpace, orphans: Int32Array): Sliced<CandidateFinder> {
    const isOrphan = new Uint8Array(sizeOf(space));
    for (const position of orphans) isOrphan[position] = 1;
    const positions = held.records.view().map((record) => positionOf(record, space));
    const blocks = yield* findBlocks(held, positions, isOrphan);
    const ofOrphans = blocks.map((block, pair) => (isOrphan[positions[pair] as number] === 1 ? block : EMPTY));
    const keys = positions.map((position, pair) => (ofOrphans[pair] === EMPTY ? EMPTY : position));
    const byOrphan = yield* groupByKey(keys, sizeOf(space));
    const halves = blocks.map((block, pair) =>
      block === EMPTY ? EMPTY : block * 2 + ((positions[pair] as number) < space.left ? 0 : 1),
    );
    const count = 1 + blocks.reduce((most, block) => Math.max(most, block), EMPTY);
    const byBlockAndSide = yield* groupByKey(halves, count * 2);
    return new CandidateFinder(byOrphan, blocks, byBlockAndSide, positions, space.left);
  }

  /** Positions of the records of the other side that share a value with this orphan, ascending, at most `limit`. */
  find(orphan: number, limit = LARGEST_BLOCK): readonly number[] {
    const { byOrphan, byBlockAndSide } = this;
    const otherSide = orphan < this.left ? 1 : 0;
    const found = new Set<number>();
    for (let p = byOrphan.starts[orphan] as number; p < (byOrphan.starts[orphan + 1] as number); p++) {
      const half = (this.blockOfPair[byOrphan.positions[p] as number] as number) * 2 + otherSide;
      const end = byBlockAndSide.starts[half + 1] as number;
      for (let q = byBlockAndSide.starts[half] as number; q < end && found.size < limit; q++)
        found.add(this.positions[byBlockAndSide.positions[q] as number] as number);
    }
    return [...found].sort((a, b) => a - b);
  }
}

/** For each pair of a record and a value the number of its value among those that orphans hold; EMPTY for any other. */
function* findBlocks(held: HeldHashes, positions: Int32Array, isOrphan: Uint8Array): Sliced<Int32Array> {
  const highs = held.highs.view();
  const lows = held.lows.view();
  const blocks = new Int32Array(positions.length).fill(EMPTY);
  const ofOrphans = new IntList();
  for (let pair = 0; pair < positions.length; pair++) {
    if (isOrphan[positions[pair] as number] === 1) ofOrphans.push(pair);
    if (pair % SLICE === 0) yield;
  }
  const mask = 2 ** Math.ceil(Math.log2(2 * ofOrphans.length + 2)) - 1;
  // Each slot names the first pair that holds its value.
  const slots = new Int32Array(mask + 1).fill(EMPTY);
  const slotOf = (pair: number): number => {
    let slot = (lows[pair] as number) & mask;
    for (let other = slots[slot] as number; other !== EMPTY; other = slots[slot] as number) {
      if (highs[other] === highs[pair] && lows[other] === lows[pair]) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  };
  let count = 0;
  for (let i = 0; i < ofOrphans.length; i++) {
    const pair = ofOrphans.at(i);
    const slot = slotOf(pair);
    if (slots[slot] !== EMPTY) continue;
    slots[slot] = pair;
    blocks[pair] = count++;
    if (i % SLICE === 0) yield;
  }
  for (let pair = 0; pair < positions.length; pair++) {
    const first = slots[slotOf(pair)] as number;
    if (first !== EMPTY) blocks[pair] = blocks[first] as number;
    if (pair % SLICE === 0) yield;
  }
  return blocks;
}
