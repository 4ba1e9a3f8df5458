/** What several measurements of the same thing come to. */
export interface Summary {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The middle and the ends of the samples; of an even number of them the middle is between two. */
export function summarise(samples: readonly number[]): Summary {
  if (samples.length === 0) throw new RangeError("There is no median of no samples.");
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] as number;
  const lower = sorted[Math.ceil(middle) - 1] as number;
  return { median: (lower + upper) / 2, least: sorted[0] as number, most: sorted.at(-1) as number };
}

/** The smallest sample that at least this share (0 to 1) of all samples do not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError("There is no quantile of no samples.");
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] as number;
}
