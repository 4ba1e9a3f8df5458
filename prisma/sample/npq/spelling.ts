import type { Random } from "../random.js";

/** How one side writes a key value that the other side writes cleanly. */
export type Spelling = "clean" | "case" | "spaces";

/** Values that look like keys and must never join anybody. */
export const BLANKS = ["", " ", "   ", "\t"] as const;
export const PLACEHOLDER_TRNS = ["0000000", "1234567"] as const;

/** One TRN on so many records of one side that it proves nothing about any two of them. */
export const SHARED_TRN = "1999999";
export const SHARED_TRN_HOLDERS = 130;

export function spell(value: string, spelling: Spelling, random: Random): string {
  if (spelling === "clean") return value;
  if (spelling === "spaces") return random.pick([` ${value}`, `${value} `, `  ${value} `, `${value}\t`]);
  const upper = value.toUpperCase();
  return upper === value ? value.toLowerCase() : upper;
}

/** Mostly clean, at times not: what a column filled in by people looks like. */
export function spellLoosely(value: string, random: Random): string {
  if (!random.chance(0.05)) return value;
  return spell(value, random.chance(0.5) ? "case" : "spaces", random);
}
