import { type Hash64, hashBytes } from "../hash.js";
import type { LineCursor } from "../line-cursor.js";
import { FoldedBytes, type Folding, foldText } from "../normalise/folding.js";
import { type Column, columnPosition } from "../pipeline.js";

/** How values and words are compared in a search. */
const FOLDING: Folding = { trim: true, foldCase: true };

/** The words of a text, folded: runs of letters, digits and marks. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}']+/gu) ?? [];
}

/**
 * What a person searches for: the whole text as one term, or all of its words.
 * So "SMITH jane" finds Jane Smith, and an id with dashes in it finds its record.
 */
export function termsOfSearch(text: string): { readonly whole: string; readonly words: readonly string[] } {
  return { whole: foldText(text, FOLDING), words: [...new Set(wordsOf(text))] };
}

/** The hash by which a term is found. */
export function hashTerm(term: string): Hash64 {
  const bytes = Buffer.from(term);
  return hashBytes(bytes, 0, bytes.length, { high: 0, low: 0 });
}

/**
 * Makes the hash of a term the one that it has where it says something about a person: such terms are kept apart from
 * others in the same buckets, so that who may not see them does not find records by them either.
 */
export function setApart(hash: Hash64): Hash64 {
  hash.high ^= 0x5bd1e995;
  hash.low ^= 0x1b873593;
  return hash;
}

/** Takes the hash of a term; the object is used again for the next. */
export type TakeTerm = (hash: Hash64) => void;

interface SearchedCell {
  readonly cell: number;
  readonly isApart: boolean;
}

/** What records are found by: their ids, and the values or words of each searchable column. */
export class LineTerms {
  private readonly folded = new FoldedBytes();
  private readonly hash: Hash64 = { high: 0, low: 0 };
  private readonly valueCells: readonly SearchedCell[];
  private readonly wordCells: readonly SearchedCell[];

  constructor(columns: readonly Column[]) {
    const cellsOf = (search: Column["search"]) =>
      columns
        .filter((column) => column.search === search)
        .map(({ name, personal }) => ({ cell: columnPosition(columns, name), isApart: personal === true }));
    this.valueCells = [{ cell: 0, isApart: false }, ...cellsOf("value")];
    this.wordCells = cellsOf("words");
  }

  /** Gives the terms of a record; one may come again. */
  each(line: LineCursor, take: TakeTerm): void {
    for (const { cell, isApart } of this.valueCells)
      for (let more = line.firstValue(cell); more; more = line.nextValue()) {
        this.folded.take(line, line.valueStart, line.valueEnd, FOLDING);
        if (this.folded.length > 0) this.take(this.folded.bytes, 0, this.folded.length, isApart, take);
      }
    for (const { cell, isApart } of this.wordCells)
      for (let more = line.firstValue(cell); more; more = line.nextValue()) {
        this.folded.take(line, line.valueStart, line.valueEnd, FOLDING);
        this.eachWord(isApart, take);
      }
  }

  private take(bytes: Buffer, start: number, end: number, isApart: boolean, take: TakeTerm): void {
    const hash = hashBytes(bytes, start, end, this.hash);
    take(isApart ? setApart(hash) : hash);
  }

  /** The words of what was folded. */
  private eachWord(isApart: boolean, take: TakeTerm): void {
    const { bytes, length } = this.folded;
    let start = 0;
    for (let at = 0; at <= length; at++) {
      const byte = at < length ? (bytes[at] as number) : SPACE;
      if (byte > LAST_ASCII) {
        for (const word of wordsOf(bytes.toString("utf8", start, length))) {
          const text = Buffer.from(word);
          this.take(text, 0, text.length, isApart, take);
        }
        return;
      }
      if (isOfWord(byte)) continue;
      if (at > start) this.take(bytes, start, at, isApart, take);
      start = at + 1;
    }
  }
}

const SPACE = 32;
const APOSTROPHE = 39;
const LAST_ASCII = 127;

/** A folded ASCII letter, a digit or an apostrophe. */
function isOfWord(byte: number): boolean {
  return (byte >= 97 && byte <= 122) || (byte >= 48 && byte <= 57) || byte === APOSTROPHE;
}
