import { IntList } from "./int-list.js";
import { ValueTable } from "./value-table.js";

/** How many records of each side hold each value, by its number. */
export interface Holders {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Which records of both sides hold which values: all that matching keeps of a record. */
export class ValueIndex {
  readonly values: ValueTable;
  /** the pairs of a value and a record (by its number), in the order in which they came */
  readonly pairValues = new IntList();
  readonly pairRecords = new IntList();
  private readonly lastRecord = new IntList();
  private counted: Holders | null = null;

  /** with room for so many values */
  constructor(expected = 0) {
    this.values = new ValueTable(expected);
  }

  /** Notes that a record holds a value (its number in `values`); again, before the next record, is once. */
  add(record: number, value: number): void {
    if (value === this.lastRecord.length) this.lastRecord.push(record);
    else if (this.lastRecord.at(value) === record) return;
    else this.lastRecord.set(value, record);
    this.counted = null;
    this.pairValues.push(value);
    this.pairRecords.push(record);
  }

  /** Counted once: matching asks, and then who surveys what it found. */
  holders(): Holders {
    this.counted ??= this.countHolders();
    return this.counted;
  }

  private countHolders(): Holders {
    const left = new Int32Array(this.values.size);
    const right = new Int32Array(this.values.size);
    const values = this.pairValues.view();
    const records = this.pairRecords.view();
    for (let pair = 0; pair < values.length; pair++) {
      const value = values[pair] as number;
      const count = (records[pair] as number) > 0 ? left : right;
      count[value] = (count[value] as number) + 1;
    }
    return { left, right };
  }
}
