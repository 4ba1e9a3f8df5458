import type { Cell, Row } from "../../core/record.js";

const NEWLINE = 10;

/** Parses PostgreSQL's COPY text format as it arrives; each chunk gives the rows that end in it. */
export async function* parseCopyText(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly Row[]> {
  let rest: Buffer | null = null;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(NEWLINE);
    rest = end === bytes.length - 1 ? null : bytes.subarray(end + 1);
    if (end >= 0) yield bytes.toString("utf8", 0, end).split("\n").map(parseLine);
  }
}

function parseLine(line: string): Row {
  const cells: Cell[] = line.split("\t");
  if (line.includes("\\"))
    for (let i = 0; i < cells.length; i++) cells[i] = cells[i] === "\\N" ? null : unescaped(cells[i] as string);
  return cells;
}

const ESCAPES: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

function unescaped(text: string): string {
  return text.includes("\\") ? text.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter) : text;
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

function escaped(text: string): string {
  if (!/[\\\n\r\t]/.test(text)) return text;
  return text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
}
