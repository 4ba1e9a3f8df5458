import { BACKSLASH, NEWLINE, TAB, unescaped } from "./copy-line.js";
import { CrosswalkError } from "./errors.js";
import { type Cell, VALUE_SEPARATOR } from "./record.js";

const LETTER_N = 78;
const SEPARATOR = VALUE_SEPARATOR.charCodeAt(0);

/**
 * Walks over lines of COPY text and finds their cells, without a string or an object for any of them: most of what is
 * read is only compared or passed on. One cursor serves line after line.
 */
export class LineCursor {
  /** where the cells of the line lie in `bytes`: cell i from `starts[i]` to `ends[i]` */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  bytes: Buffer = Buffer.alloc(0);
  /** where the value lies that was gone to last */
  valueStart = 0;
  valueEnd = 0;
  private cellEnd = 0;
  /** no cell of the line holds several values */
  private isSingle = true;

  /** for lines of so many cells */
  constructor(private readonly cells: number) {
    this.starts = new Int32Array(cells);
    this.ends = new Int32Array(cells);
  }

  /** Goes to the line that begins there; gives where the next one begins. */
  goTo(bytes: Buffer, start: number): number {
    const { starts, ends } = this;
    this.bytes = bytes;
    let cell = 0;
    let at = start;
    let isSingle = true;
    starts[0] = start;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] as number;
      if (byte > SEPARATOR) continue;
      if (byte === NEWLINE) break;
      if (byte === TAB) {
        ends[cell++] = at;
        starts[cell] = at + 1;
      } else if (byte === SEPARATOR) isSingle = false;
    }
    ends[cell] = at;
    this.isSingle = isSingle;
    if (cell + 1 !== this.cells) throw unreadable(this.cells, cell + 1);
    return at + 1;
  }

  isNull(cell: number): boolean {
    const start = this.starts[cell] as number;
    return (
      (this.ends[cell] as number) - start === 2 && this.bytes[start] === BACKSLASH && this.bytes[start + 1] === LETTER_N
    );
  }

  text(cell: number): Cell {
    return this.isNull(cell) ? null : this.textBetween(this.starts[cell] as number, this.ends[cell] as number);
  }

  /** What a part of a cell that is not null says. */
  textBetween(start: number, end: number): string {
    return unescaped(this.bytes.toString("utf8", start, end));
  }

  /** Goes to the first value of a cell; false where the cell is null. A blank one is a value. */
  firstValue(cell: number): boolean {
    if (this.isNull(cell)) return false;
    this.cellEnd = this.ends[cell] as number;
    this.goToValue(this.starts[cell] as number);
    return true;
  }

  /** Goes to the next value of the cell; false where there is none. */
  nextValue(): boolean {
    if (this.valueEnd === this.cellEnd) return false;
    this.goToValue(this.valueEnd + 1);
    return true;
  }

  /** The same, where the last value of a cell ended there and others were gone to since. */
  valueBehind(cell: number, end: number): boolean {
    this.cellEnd = this.ends[cell] as number;
    this.valueEnd = end;
    return this.nextValue();
  }

  private goToValue(start: number): void {
    const { bytes, cellEnd } = this;
    let end = this.isSingle ? cellEnd : start;
    while (end < cellEnd && bytes[end] !== SEPARATOR) end++;
    this.valueStart = start;
    this.valueEnd = end;
  }
}

function unreadable(expected: number, found: number): CrosswalkError {
  return new CrosswalkError(
    "RECORD_UNREADABLE",
    `A record has ${found} columns where its model has ${expected}. Run the same version of Crosswalk everywhere, ` +
      "and start the migration again.",
  );
}
