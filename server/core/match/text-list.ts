import { unescaped } from "../copy-line.js";
import type { LineCursor } from "../line-cursor.js";
import { IntList } from "./int-list.js";

/** A growing list of texts, such as the ids of records, without a string for each. */
export class TextList {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private readonly ends = new IntList();

  get length(): number {
    return this.ends.length;
  }

  /** Adds a cell that is not null. */
  add(line: LineCursor, cell: number): void {
    const start = line.starts[cell] as number;
    const end = line.ends[cell] as number;
    const from = this.startOf(this.length);
    if (from + end - start > this.bytes.length) this.grow(from + end - start);
    line.bytes.copy(this.bytes, from, start, end);
    this.ends.push(from + end - start);
  }

  at(index: number): string {
    return unescaped(this.bytes.toString("utf8", this.startOf(index), this.ends.at(index)));
  }

  private startOf(index: number): number {
    return index === 0 ? 0 : this.ends.at(index - 1);
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafe(Math.max(least, this.bytes.length * 2));
    this.bytes.copy(grown);
    this.bytes = grown;
  }
}
