import { type Cell, type Side, sideOf, splitValues } from "../record.js";
import type { ReportModel } from "./report-model.js";

/**
 * A record as analysts know it: `class` (model and service) and `id`, then its match-key values by name, as they were
 * read: a list where the key holds several, absent where the record has none.
 */
export interface DescribedRecord {
  readonly class: string;
  readonly id: string;
  readonly [key: string]: string | readonly string[];
}

/** A record as reports show it; described once, however many reports show it. */
export interface ReportRecord {
  readonly number: number;
  readonly side: Side;
  readonly described: DescribedRecord;
  /** what it holds of each match key, in their order */
  readonly cells: readonly Cell[];
}

export function reportRecord(model: ReportModel, number: number, id: string, cells: readonly Cell[]): ReportRecord {
  const side = sideOf(number);
  const described: { class: string; id: string; [key: string]: string | readonly string[] } = {
    class: model.classes[side],
    id,
  };
  for (const [i, { column }] of model.matchKeys.entries()) {
    const cell = cells[i] ?? null;
    if (cell === null || cell.trim() === "") continue;
    described[column] = model.manyValued.has(column) ? splitValues(cell).filter((value) => value.trim() !== "") : cell;
  }
  return { number, side, described, cells };
}

/** A record's class and id alone. */
export function nameOf({ described }: ReportRecord): { readonly class: string; readonly id: string } {
  return { class: described.class, id: described.id };
}
