/** From when to when, in milliseconds of the same clock. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How long at least one of them lasted: what overlaps counts once, and what lies between them does not count. */
export function coveredMs(spans: readonly Span[]): number {
  let covered = 0;
  let reached = Number.NEGATIVE_INFINITY;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}
