import type { Side } from "../record.js";
import type { ClusterOutcome } from "./classify.js";

/** How many findings there are of each sort; together they say which numbers the findings have. */
export interface FindingCounts {
  readonly matched: number;
  readonly duplicates: number;
  readonly sameSideClusters: number;
  readonly orphanedLeft: number;
  readonly orphanedLeftWithCandidates: number;
  readonly orphanedRight: number;
  readonly orphanedRightWithCandidates: number;
}

/** Which findings are meant: outcomes, and for orphans maybe a side and whether they have candidates. */
export interface FindingFilter {
  readonly outcomes: readonly ClusterOutcome[];
  readonly side?: Side | undefined;
  readonly hasCandidates?: boolean | undefined;
}

/** Numbers first … last, both included. */
export interface Range {
  readonly first: number;
  readonly last: number;
}

/**
 * Findings are numbered from 1: matched, duplicates, same-side clusters, then orphans of the left with candidates
 * and without, then those of the right. So a filter is one or two ranges of numbers: a page is read
 * from the primary key, and a total is a subtraction. Ranges are ascending and never empty.
 */
export function rangesOf(counts: FindingCounts, filter: FindingFilter): readonly Range[] {
  const ranges: Range[] = [];
  let next = 1;
  for (const part of parts(counts)) {
    const first = next;
    next += part.size;
    if (part.size === 0 || !matches(part, filter)) continue;
    const previous = ranges.at(-1);
    if (previous && previous.last === first - 1) ranges[ranges.length - 1] = { first: previous.first, last: next - 1 };
    else ranges.push({ first, last: next - 1 });
  }
  return ranges;
}

/** How many numbers the ranges hold. */
export function sizeOfRanges(ranges: readonly Range[]): number {
  return ranges.reduce((sum, range) => sum + range.last - range.first + 1, 0);
}

interface Part {
  readonly outcome: ClusterOutcome;
  readonly size: number;
  readonly side?: Side;
  readonly hasCandidates?: boolean;
}

function parts(c: FindingCounts): readonly Part[] {
  const left = c.orphanedLeftWithCandidates;
  const right = c.orphanedRightWithCandidates;
  return [
    { outcome: "MATCHED", size: c.matched },
    { outcome: "DUPLICATE", size: c.duplicates },
    { outcome: "SAME_SIDE", size: c.sameSideClusters },
    { outcome: "ORPHAN", side: "LEFT", hasCandidates: true, size: left },
    { outcome: "ORPHAN", side: "LEFT", hasCandidates: false, size: c.orphanedLeft - left },
    { outcome: "ORPHAN", side: "RIGHT", hasCandidates: true, size: right },
    { outcome: "ORPHAN", side: "RIGHT", hasCandidates: false, size: c.orphanedRight - right },
  ];
}

function matches(part: Part, filter: FindingFilter): boolean {
  return (
    filter.outcomes.includes(part.outcome) &&
    (filter.side === undefined || part.side === filter.side) &&
    (filter.hasCandidates === undefined || part.hasCandidates === filter.hasCandidates)
  );
}
