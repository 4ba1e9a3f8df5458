import { type Folding, foldText } from "./folding.js";

/** How the values of a match key are made comparable, and which of them never match. Kept with each migration. */
export interface Normalisation extends Pick<Folding, "trim" | "foldCase"> {
  /** values that stand for "unknown", written as they are after trimming and folding */
  readonly placeholders: readonly string[];
  /** a value that more records of one side share than this does not match */
  readonly sharedLimit: number;
}

/** The limit above which a value is a shared value, where a match key does not say another. */
export const DEFAULT_SHARED_LIMIT = 100;

/** Trimmed and case-folded; blanks never match. */
export function normalisation(options: Partial<Normalisation> = {}): Normalisation {
  return { trim: true, foldCase: true, placeholders: [], sharedLimit: DEFAULT_SHARED_LIMIT, ...options };
}

/** The value as it is compared; null where it must not match: none, blank, or a placeholder. */
export function normalise(value: string | null, rule: Normalisation): string | null {
  const folded = value === null ? "" : foldText(value, rule);
  return folded === "" || rule.placeholders.includes(folded) ? null : folded;
}
