import type { Cell, Row } from "./record.js";

// A record travels and is stored as its source gives it: as one line of PostgreSQL's COPY text.

/** What stands before the letter of an escaped character. */
export const BACKSLASH = 92;
export const TAB = 9;
export const NEWLINE = 10;
/** What stands for null; a backslash that is meant is always escaped. */
const NULL = "\\N";

/** The cells of a line, without its newline. */
export function rowOfLine(line: string): Row {
  const cells: Cell[] = line.split("\t");
  if (line.includes("\\"))
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i] === NULL ? null : unescaped(cells[i] as string);
  return cells;
}

/** The line of a row, without its newline. */
export function lineOfRow(row: Row): string {
  return row.map((cell) => (cell === null ? NULL : escaped(cell))).join("\t");
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };
const LETTERS = new Map([...Object.entries(ESCAPES), ["\\", "\\"]].map(([letter, character]) => [character, letter]));

/** The text of a cell that is not null. */
export function unescaped(cell: string): string {
  return cell.includes("\\") ? cell.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter) : cell;
}

/** A text as a cell holds it. */
export function escaped(text: string): string {
  return /[\\\b\f\n\r\t\v]/.test(text)
    ? text.replace(/[\\\b\f\n\r\t\v]/g, (character) => `\\${LETTERS.get(character)}`)
    : text;
}
