import { unescaped } from "../copy-line.js";
import type { Cell } from "../record.js";
import { SLICE, type Sliced } from "../sliced.js";
import type { CellList } from "./cell-list.js";
import { Interner } from "./interner.js";

/** What stands for null. */
const NONE = 0;

/** One field of every record, by position; statuses repeat, so each value has a number. */
export class FieldValues {
  private constructor(
    private readonly numbers: Int32Array,
    private readonly interner: Interner,
  ) {}

  static *of(cells: CellList): Sliced<FieldValues> {
    const interner = new Interner();
    const numbers = new Int32Array(cells.length);
    for (let i = 0; i < numbers.length; i++) {
      if (i % SLICE === 0) yield;
      numbers[i] = cells.isNull(i)
        ? NONE
        : 1 + interner.internBytes(cells.texts.memory, cells.startOf(i), cells.endOf(i));
    }
    return new FieldValues(numbers, interner);
  }

  /** one more than the highest number */
  get size(): number {
    return this.interner.size + 1;
  }

  /** a value's number for a record's position; equal numbers are equal values */
  at(position: number): number {
    return this.numbers[position] as number;
  }

  /** as it was read */
  text(value: number): Cell {
    return value === NONE ? null : unescaped(this.interner.text(value - 1));
  }
}
