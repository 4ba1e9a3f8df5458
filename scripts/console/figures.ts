/** A count as people read it: 113,351. */
export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

/** A share of a whole in percent, as exact as a share can be said in few digits; nothing of nothing is a dash. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const exact = (100 * part) / whole;
  // Rounding must not say "all" of what is not all, nor "none" of what is some.
  if (part > 0 && part < whole) return `${Math.min(99.9, Math.max(0.1, exact)).toFixed(1)}%`;
  return `${exact.toFixed(0)}%`;
}

/** A share in percent that levels are made from, rounded down: what misses a threshold must not look as if it met it. */
export function percentReached(part: number, whole: number): string {
  return whole === 0 ? "–" : `${(Math.floor((1_000 * part) / whole) / 10).toFixed(1)}%`;
}

/** A time as people say it. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
