import type { RecordReader } from "../../core/record.js";

/** The trimmed text; null where there is none: blank, or the word NULL that dumps write for it. */
export function presentText(text: string | null): string | null {
  // PostgreSQL keeps no NUL characters.
  const trimmed = (text?.includes("\0") ? text.replaceAll("\0", "") : text)?.trim() ?? "";
  return trimmed === "" || (trimmed.length === 4 && trimmed.toUpperCase() === "NULL") ? null : trimmed;
}

/** What a row says in a column; null where it says nothing. */
export function textOf(row: RecordReader, column: string): string | null {
  return presentText(row.one(column));
}
