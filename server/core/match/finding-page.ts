import type { NumberedKey, PageRequest } from "../page.js";
import { type Range, sizeOfRanges } from "./ranges.js";

/** The findings of one model that a list shows, as ranges of their numbers. */
export interface ListedModel {
  readonly position: number;
  readonly ranges: readonly Range[];
}

/** The keys of a page's findings: told from the ranges alone, before anything is read. */
export interface FindingPage {
  readonly keys: readonly NumberedKey[];
  readonly total: number;
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
}

/** A page of a list that goes through the models in their order. */
export function pageOfFindings(models: readonly ListedModel[], request: PageRequest<NumberedKey>): FindingPage {
  const { first, after } = request;
  const keys: NumberedKey[] = [];
  let before = 0;
  for (const { position, ranges } of models) {
    const from =
      after === null || position > after.position ? 1 : position < after.position ? Infinity : after.number + 1;
    for (const range of ranges) {
      const start = Math.max(range.first, from);
      before += Math.min(start, range.last + 1) - range.first;
      for (let number = start; number <= range.last && keys.length < first; number++) keys.push({ position, number });
    }
  }
  const total = models.reduce((sum, model) => sum + sizeOfRanges(model.ranges), 0);
  return { keys, total, hasNext: before + keys.length < total, hasPrevious: before > 0 };
}

/** The numbers (ascending) that lie in the ranges (ascending), as ranges. */
export function withinRanges(numbers: readonly number[], ranges: readonly Range[]): readonly Range[] {
  const within: Range[] = [];
  let at = 0;
  for (const number of numbers) {
    while (at < ranges.length && (ranges[at] as Range).last < number) at++;
    const range = ranges[at];
    if (range === undefined) break;
    if (number >= range.first) within.push({ first: number, last: number });
  }
  return within;
}
