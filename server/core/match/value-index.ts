import { IntList } from "./int-list.js";
import { Interner } from "./interner.js";

/**
 * Which records hold which values: all that matching keeps of a record.
 * Filled while both sides are read, in any order of the two.
 */
export class ValueIndex {
  readonly values = new Interner();
  /** the pairs of a value and a record (by its number), in the order in which they came */
  readonly pairValues = new IntList();
  readonly pairRecords = new IntList();
  private readonly lastRecord = new IntList();
  private readonly leftRecords = new IntList();
  private readonly rightRecords = new IntList();

  /** Notes that a record holds a value of a space (the position of a match key or a rule); again is once. */
  add(record: number, text: string, space: number): void {
    const value = this.values.intern(text, space);
    if (value === this.lastRecord.length) {
      this.lastRecord.push(0);
      this.leftRecords.push(0);
      this.rightRecords.push(0);
    } else if (this.lastRecord.at(value) === record) return;
    this.lastRecord.view()[value] = record;
    (record > 0 ? this.leftRecords : this.rightRecords).add(value, 1);
    this.pairValues.push(value);
    this.pairRecords.push(record);
  }

  /** How many records of each side hold a value. */
  holders(value: number): { left: number; right: number } {
    return { left: this.leftRecords.at(value), right: this.rightRecords.at(value) };
  }
}
