import type { Column } from "../pipeline.js";
import { type Row, splitValues } from "../record.js";

/** The words of a text, folded: runs of letters, digits and marks. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}\p{M}']+/gu) ?? [];
}

/** A value as search compares it. */
export function foldTerm(text: string): string {
  return text.trim().toLowerCase();
}

/** What a record is found by: its id, and each searchable column's values or words. */
export function termsOf(row: Row, columns: readonly Column[]): ReadonlySet<string> {
  const terms = new Set<string>();
  if (row[0]) terms.add(foldTerm(row[0]));
  columns.forEach((column, i) => {
    const cell = row[i + 1] ?? null;
    if (column.search === undefined || cell === null) return;
    for (const value of column.many ? splitValues(cell) : [cell]) {
      const term = foldTerm(value);
      if (term === "") continue;
      if (column.search === "value") terms.add(term);
      else for (const word of wordsOf(value)) terms.add(word);
    }
  });
  return terms;
}

/**
 * What a person searches for: the whole text as one term, or all of its words.
 * So "SMITH jane" finds Jane Smith, and an id with dashes in it finds its record.
 */
export function termsOfSearch(text: string): { readonly whole: string; readonly words: readonly string[] } {
  return { whole: foldTerm(text), words: [...new Set(wordsOf(text))] };
}

/** A term's 64-bit hash as two unsigned halves: long enough that two of some million terms hardly ever share one. */
export function hashTerm(term: string): { high: number; low: number } {
  let high = 0x811c9dc5;
  let low = 0x9e3779b9;
  for (let i = 0; i < term.length; i++) {
    const code = term.charCodeAt(i);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul((low << 5) ^ (low >>> 27) ^ code, 0x85ebca6b);
  }
  return { high: mix(high ^ term.length), low: mix(low) };
}

/** Spreads a hash over all 32 bits. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
