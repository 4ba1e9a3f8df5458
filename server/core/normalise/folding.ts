import { BACKSLASH } from "../copy-line.js";
import type { LineCursor } from "../line-cursor.js";

/** How a text is made comparable. */
export interface Folding {
  readonly trim: boolean;
  readonly foldCase: boolean;
  /** with one space between words, however they are written, or the first of them alone */
  readonly words?: "ALL" | "FIRST";
}

/** The text as it is compared; empty where nothing is left. */
export function foldText(text: string, { trim, foldCase, words }: Folding): string {
  const trimmed = trim ? text.trim() : text;
  if (trimmed.trim() === "") return "";
  const folded = foldCase ? trimmed.toLowerCase() : trimmed;
  if (words === undefined) return folded;
  const all = folded.split(/\s+/);
  return words === "ALL" ? all.join(" ") : (all[0] as string);
}

const SPACE = 32;
const LAST_ASCII = 127;

/** What a byte becomes; 0 for those that are no plain ASCII, or escape another. */
function foldingTable(foldCase: boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte > LAST_ASCII || byte === BACKSLASH) return 0;
    return foldCase ? String.fromCharCode(byte).toLowerCase().charCodeAt(0) : byte;
  });
}

const FOLDED = foldingTable(true);
const AS_WRITTEN = foldingTable(false);

/**
 * The same for a part of a record's cell, as UTF-8 in a room of its own that the next one takes. A string each, of some
 * million, took a third of the time of reading; nearly all of them are ASCII without escapes, and fold byte by byte.
 */
export class FoldedBytes {
  bytes: Buffer = Buffer.allocUnsafe(1024);
  /** 0 where nothing is left */
  length = 0;

  take(line: LineCursor, start: number, end: number, folding: Folding): void {
    if (this.bytes.length < (end - start) * 3) this.bytes = Buffer.allocUnsafe((end - start) * 6);
    if (!this.takeAscii(line.bytes, start, end, folding)) this.takeText(line.textBetween(start, end), folding);
  }

  takeText(text: string, folding: Folding): void {
    const folded = foldText(text, folding);
    if (this.bytes.length < folded.length * 3) this.bytes = Buffer.allocUnsafe(folded.length * 6);
    this.length = this.bytes.write(folded);
  }

  equals(other: Uint8Array): boolean {
    if (other.length !== this.length) return false;
    for (let i = 0; i < other.length; i++) if (other[i] !== this.bytes[i]) return false;
    return true;
  }

  /** False where a byte is no plain ASCII. A cell's other white space is escaped, so that only spaces are met here. */
  private takeAscii(from: Uint8Array, start: number, end: number, { trim, foldCase, words }: Folding): boolean {
    let first = start;
    let last = end;
    while (first < last && from[first] === SPACE) first++;
    while (first < last && from[last - 1] === SPACE) last--;
    if (!trim && first < last) {
      first = start;
      last = end;
    }
    const { bytes } = this;
    const table = foldCase ? FOLDED : AS_WRITTEN;
    let length = 0;
    for (let i = first; i < last; i++) {
      const folded = table[from[i] as number] as number;
      if (folded === 0) return false;
      bytes[length++] = folded;
    }
    this.length = length;
    if (words !== undefined) this.spaceWords(words);
    return true;
  }

  /** Cuts behind the first word, or leaves one space between words. */
  private spaceWords(words: NonNullable<Folding["words"]>): void {
    const { bytes, length } = this;
    let kept = 0;
    for (let i = 0; i < length; i++) {
      if (bytes[i] === SPACE && words === "FIRST") break;
      if (bytes[i] !== SPACE || bytes[i - 1] !== SPACE) bytes[kept++] = bytes[i] as number;
    }
    this.length = kept;
  }
}
