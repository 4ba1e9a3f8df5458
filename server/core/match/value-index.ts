import type { ValuePairs } from "./held-values.js";
import { IntList } from "./int-list.js";
import { Interner } from "./interner.js";

/** Which records of both sides hold which values: all that matching keeps of a record. */
export class ValueIndex {
  readonly values = new Interner();
  /** the pairs of a value and a record (by its number), in the order in which they came */
  readonly pairValues = new IntList();
  readonly pairRecords = new IntList();
  private readonly leftRecords = new IntList();
  private readonly rightRecords = new IntList();

  /** Adds what some more records hold, each record once. Left ones before right ones, else the numbers of values change. */
  append({ texts, values, records }: ValuePairs): void {
    const numbers = new Int32Array(texts.starts.length - 1);
    for (let i = 0; i < numbers.length; i++) numbers[i] = this.values.internFrom(texts, i);
    while (this.leftRecords.length < this.values.size) {
      this.leftRecords.push(0);
      this.rightRecords.push(0);
    }
    for (let i = 0; i < values.length; i++) {
      const value = numbers[values[i] as number] as number;
      const record = records[i] as number;
      (record > 0 ? this.leftRecords : this.rightRecords).add(value, 1);
      this.pairValues.push(value);
      this.pairRecords.push(record);
    }
  }

  /** How many records of each side hold a value. */
  holders(value: number): { left: number; right: number } {
    return { left: this.leftRecords.at(value), right: this.rightRecords.at(value) };
  }
}
