import { unescaped } from "../copy-line.js";
import type { LineCursor } from "../line-cursor.js";
import type { Cell } from "../record.js";
import { ByteList } from "./byte-list.js";
import { IntList } from "./int-list.js";

/** The length of a cell that is null. */
const NULL = -1;

/** A growing list of cells, such as the ids of records, without a string for each. */
export class CellList {
  /** the cells as they were read, one behind the other, and how long each is */
  readonly texts = new ByteList();
  readonly lengths = new IntList();
  private starts: Int32Array | null = null;

  get length(): number {
    return this.lengths.length;
  }

  add(line: LineCursor, cell: number): void {
    if (line.isNull(cell)) this.lengths.push(NULL);
    else {
      const start = line.starts[cell] as number;
      const end = line.ends[cell] as number;
      this.texts.append(line.bytes, start, end);
      this.lengths.push(end - start);
    }
  }

  isNull(index: number): boolean {
    return this.lengths.at(index) === NULL;
  }

  /** Where a cell begins in `texts`; this and what follows is to be asked when all of them are there. */
  startOf(index: number): number {
    this.starts ??= this.findStarts();
    return this.starts[index] as number;
  }

  endOf(index: number): number {
    return this.startOf(index) + Math.max(0, this.lengths.at(index));
  }

  at(index: number): Cell {
    if (this.isNull(index)) return null;
    return unescaped(this.texts.memory.toString("utf8", this.startOf(index), this.endOf(index)));
  }

  private findStarts(): Int32Array {
    const starts = new Int32Array(this.length);
    for (let i = 1; i < starts.length; i++) starts[i] = (starts[i - 1] as number) + Math.max(0, this.lengths.at(i - 1));
    return starts;
  }
}
