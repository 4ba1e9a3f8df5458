import type { Column } from "../pipeline.js";
import type { RecordReader, Side } from "../record.js";
import type { OrphanCause } from "./holdings.js";

/** What orphans are counted by: their cause, how many of their fields are filled, which are empty, or a column's values. */
export type OrphanFacet = "CAUSE" | "FILLED" | "EMPTY" | "COLUMN";

/** How many orphans of a side have something in common. */
export interface OrphanCount {
  readonly side: Side;
  readonly facet: OrphanFacet;
  /** for COLUMN, whose values are counted */
  readonly column: string | null;
  /** null where an orphan has none of the column, and for all values beyond the most frequent ones */
  readonly value: string | null;
  readonly isRest: boolean;
  readonly orphans: number;
  readonly withCandidates: number;
}

/** So many values of a column are counted by themselves; the others are one. */
export const MOST_VALUES = 50;

interface Tally {
  orphans: number;
  withCandidates: number;
}

/** Counts the orphans of one side by what may explain them. */
export class OrphanTally {
  private readonly groups = new Map<string, Map<string | null, Tally>>();
  private readonly grouped: readonly { readonly group: string; readonly column: Column }[];

  constructor(
    private readonly side: Side,
    private readonly columns: readonly Column[],
  ) {
    this.grouped = columns
      .filter(({ group }) => group !== undefined)
      .map((column) => ({ group: `COLUMN ${column.name}`, column }));
  }

  add(record: RecordReader, cause: OrphanCause, hasCandidates: boolean): void {
    this.count("CAUSE", cause, hasCandidates);
    let filled = 0;
    for (const column of this.columns)
      if (isFilled(column, record)) filled++;
      else this.count("EMPTY", column.name, hasCandidates);
    this.count("FILLED", String(filled), hasCandidates);
    for (const { group, column } of this.grouped)
      for (const value of valuesOf(column, record)) this.count(group, value, hasCandidates);
  }

  /** The most frequent first; of equal ones in the order of their names. */
  get counts(): readonly OrphanCount[] {
    return [...this.groups].flatMap(([group, tallies]) => {
      const [facet, column = null] = group.split(" ") as [OrphanFacet, string?];
      const ordered = [...tallies].sort(
        ([one, a], [other, b]) => b.orphans - a.orphans || ((one ?? "") < (other ?? "") ? -1 : 1),
      );
      const { side } = this;
      const shown = ordered
        .slice(0, isTime(column, this.columns) ? ordered.length : MOST_VALUES)
        .map(([value, tally]) => ({ side, facet, column, value, isRest: false, ...tally }));
      const rest = ordered.slice(shown.length).map(([, tally]) => tally);
      return rest.length === 0
        ? shown
        : [...shown, { side, facet, column, value: null, isRest: true, ...rest.reduce(together) }];
    });
  }

  private count(group: string, value: string | null, hasCandidates: boolean): void {
    const tallies = this.groups.get(group) ?? new Map<string | null, Tally>();
    this.groups.set(group, tallies);
    const tally = tallies.get(value) ?? { orphans: 0, withCandidates: 0 };
    tallies.set(value, tally);
    tally.orphans++;
    if (hasCandidates) tally.withCandidates++;
  }
}

function together(a: Tally, b: Tally): Tally {
  return { orphans: a.orphans + b.orphans, withCandidates: a.withCandidates + b.withCandidates };
}

/** Whether a column holds anything that is not blank; told without a list where it holds one value at most. */
function isFilled({ name, many }: Column, record: RecordReader): boolean {
  return many ? record.many(name).length > 0 : record.one(name) !== null;
}

/** Months are few, and a gap among them would mislead. */
function isTime(column: string | null, columns: readonly Column[]): boolean {
  return columns.some(({ name, group }) => name === column && group === "month");
}

/** Each value once: an orphan counts under each of its schools. */
function valuesOf({ name, group, many }: Column, record: RecordReader): readonly (string | null)[] {
  if (!many) {
    const value = record.one(name);
    return [value !== null && group === "month" ? monthOf(value) : value];
  }
  const values = record.many(name).map((value) => (group === "month" ? monthOf(value) : value));
  return values.length === 0 ? [null] : [...new Set(values)];
}

function monthOf(moment: string): string | null {
  return /^\d{4}-\d{2}/.exec(moment)?.[0] ?? null;
}
