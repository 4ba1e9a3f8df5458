import { type Sliced } from "../sliced.js";
import { type Grouping, groupByKey } from "./grouping.js";
import { positionOf, type RecordSpace, sizeOf } from "./record-space.js";
import type { ValueIndex } from "./value-index.js";

/** Of a block that is larger than this only so many records are looked at: a value that common says little. */
export const LARGEST_BLOCK = 1_000;

/** Finds for a record those of the other side that share a value: inside blocks, never every record with every other. */
export class CandidateFinder {
  private constructor(
    private readonly space: RecordSpace,
    private readonly pairValues: Int32Array,
    private readonly recordOfPair: Int32Array,
    private readonly byRecord: Grouping,
    /** by twice the value, one more for the right side: a large block of one side must not be walked to find the other */
    private readonly byValueAndSide: Grouping,
  ) {}

  static *over(index: ValueIndex, space: RecordSpace): Sliced<CandidateFinder> {
    const pairRecords = index.pairRecords.view();
    const recordOfPair = pairRecords.map((number) => positionOf(number, space));
    const byRecord = yield* groupByKey(recordOfPair, sizeOf(space));
    const pairValues = index.pairValues.view();
    const halves = pairValues.map((value, pair) => value * 2 + ((recordOfPair[pair] as number) < space.left ? 0 : 1));
    const byValueAndSide = yield* groupByKey(halves, index.values.size * 2);
    return new CandidateFinder(space, pairValues, recordOfPair, byRecord, byValueAndSide);
  }

  /** Positions of the records of the other side that share a value with this one, ascending, at most `limit`. */
  find(position: number, limit = LARGEST_BLOCK): readonly number[] {
    const otherSide = position < this.space.left ? 1 : 0;
    const found = new Set<number>();
    const { byRecord, byValueAndSide } = this;
    for (let p = byRecord.starts[position] as number; p < (byRecord.starts[position + 1] as number); p++) {
      const half = (this.pairValues[byRecord.positions[p] as number] as number) * 2 + otherSide;
      const end = byValueAndSide.starts[half + 1] as number;
      for (let q = byValueAndSide.starts[half] as number; q < end && found.size < limit; q++)
        found.add(this.recordOfPair[byValueAndSide.positions[q] as number] as number);
    }
    return [...found].sort((a, b) => a - b);
  }
}
