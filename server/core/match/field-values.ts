import type { Side } from "../record.js";
import { IntList } from "./int-list.js";
import { Interner, type Texts } from "./interner.js";

/** What stands for null. */
const NONE = -1;

/** One field of some records of one side, in reading order: the number of its text, or NONE. */
export interface FieldColumn {
  readonly texts: Texts;
  readonly values: Int32Array;
}

/** Notes one field of records while they are read; statuses repeat, so each value is kept once. */
export class HeldField {
  private readonly interner = new Interner();
  private readonly values = new IntList();

  add(value: string | null): void {
    this.values.push(value === null ? NONE : this.interner.intern(value));
  }

  clear(): void {
    this.interner.clear();
    this.values.clear();
  }

  /** all that was noted; good until more is */
  column(): FieldColumn {
    return { texts: this.interner.texts(), values: this.values.view() };
  }
}

/** One field of every record of both sides. */
export class FieldValues {
  private readonly interner = new Interner();
  private readonly left = new IntList();
  private readonly right = new IntList();

  /** Adds the field of some more records of a side, in reading order. */
  append(side: Side, { texts, values }: FieldColumn): void {
    const numbers = new Int32Array(texts.starts.length - 1);
    for (let i = 0; i < numbers.length; i++) numbers[i] = this.interner.internFrom(texts, i);
    const list = side === "LEFT" ? this.left : this.right;
    for (const value of values) list.push(value === NONE ? NONE : (numbers[value] as number));
  }

  /** a value's number for a record's number; equal numbers are equal values */
  of(record: number): number {
    return record > 0 ? this.left.at(record - 1) : this.right.at(-record - 1);
  }

  text(value: number): string | null {
    return value === NONE ? null : this.interner.text(value);
  }
}
