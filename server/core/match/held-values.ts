import { IntList } from "./int-list.js";
import { Interner, type Texts } from "./interner.js";

/** Which of some records hold which values, in the order in which they were read. */
export interface ValuePairs {
  /** the values, each once */
  readonly texts: Texts;
  /** pairs of a value (by its number) and a record (by its) */
  readonly values: Int32Array;
  readonly records: Int32Array;
}

/** Notes which records hold which values while they are read. */
export class HeldValues {
  private readonly interner = new Interner();
  private readonly values = new IntList();
  private readonly records = new IntList();
  private readonly lastRecord = new IntList();

  /** Notes that a record holds a value of a space (the position of a match key or a rule); again is once. */
  add(record: number, text: string, space: number): void {
    const value = this.interner.intern(text, space);
    if (value === this.lastRecord.length) this.lastRecord.push(0);
    else if (this.lastRecord.at(value) === record) return;
    this.lastRecord.view()[value] = record;
    this.values.push(value);
    this.records.push(record);
  }

  clear(): void {
    this.interner.clear();
    for (const list of [this.values, this.records, this.lastRecord]) list.clear();
  }

  /** all that was noted; good until more is */
  pairs(): ValuePairs {
    return { texts: this.interner.texts(), values: this.values.view(), records: this.records.view() };
  }
}
