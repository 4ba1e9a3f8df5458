/** What an answer comes to, by name: records matched, rows created. */
export type Counts = Readonly<Record<string, number>>;

/** A comparison of somebody's counts with those that are right. */
export interface CountCheck {
  /** whose answer it is */
  readonly who: string;
  readonly expected: Counts;
  readonly found: Counts;
  readonly differences: readonly string[];
}

export function checkCounts(who: string, expected: Counts, found: Counts): CountCheck {
  return { who, expected, found, differences: differencesOf(expected, found) };
}

/** In words: what is not as it should be. A count that only one of them has is a difference as well. */
function differencesOf(expected: Counts, found: Counts): readonly string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((name) => expected[name] !== found[name])
    .map((name) => `${name}: expected ${expected[name] ?? "none"}, got ${found[name] ?? "none"}`);
}
