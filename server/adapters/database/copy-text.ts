import { escaped, NEWLINE, rowOfLine } from "../../core/copy-line.js";
import type { Cell, Row } from "../../core/record.js";

/** PostgreSQL's COPY text as it arrives, cut so that each piece is one or more whole lines. */
export async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer | null = null;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    rest = end === bytes.length ? null : bytes.subarray(end);
    if (end > 0) yield bytes.subarray(0, end);
  }
}

/** Parses PostgreSQL's COPY text format as it arrives; each chunk gives the rows that end in it. */
export async function* parseCopyText(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Row[]> {
  for await (const lines of wholeLines(chunks))
    yield lines
      .toString("utf8", 0, lines.length - 1)
      .split("\n")
      .map(rowOfLine);
}

/** One value as COPY text takes it. */
export type CopyValue = string | number | null | readonly number[] | readonly Cell[] | Buffer;

/** One row as a line of COPY text. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = "";
  for (let i = 0; i < values.length; i++) line += (i === 0 ? "" : "\t") + encode(values[i] as CopyValue);
  return `${line}\n`;
}

function encode(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return escaped(value);
  if (Buffer.isBuffer(value)) return `\\\\x${value.toString("hex")}`;
  return escaped(`{${(value as readonly (Cell | number)[]).map(encodeElement).join(",")}}`);
}

function encodeElement(element: Cell | number): string {
  if (element === null) return "NULL";
  if (typeof element === "number") return String(element);
  return `"${/["\\]/.test(element) ? element.replace(/["\\]/g, "\\$&") : element}"`;
}
