import { unescaped } from "../copy-line.js";
import type { LineCursor } from "../line-cursor.js";
import type { Cell } from "../record.js";
import { IntList } from "./int-list.js";
import { Interner } from "./interner.js";

/** What stands for null. */
const NONE = -1;

/** One field of every record of both sides, as it was read; statuses repeat, so each value is kept once. */
export class FieldValues {
  private readonly interner = new Interner();
  private readonly left = new IntList();
  private readonly right = new IntList();

  /** Notes the field of the next record of its side. */
  add(record: number, line: LineCursor, cell: number): void {
    const value = line.isNull(cell)
      ? NONE
      : this.interner.internBytes(line.bytes, line.starts[cell] as number, line.ends[cell] as number);
    (record > 0 ? this.left : this.right).push(value);
  }

  /** a value's number for a record's number; equal numbers are equal values */
  of(record: number): number {
    return record > 0 ? this.left.at(record - 1) : this.right.at(-record - 1);
  }

  /** as it was read */
  text(value: number): Cell {
    return value === NONE ? null : unescaped(this.interner.text(value));
  }
}
