import type { JudgedGoal } from "../goals.js";
import type { Figure } from "../measure/recorder.js";
import { summarise } from "../measure/summary.js";
import { format } from "./format.js";
import type { CaseReport } from "./report.js";

/** Cells, the first row being the heads. */
export type Table = readonly (readonly string[])[];

export function figuresTable({ figures }: Pick<CaseReport, "figures">): Table {
  return [["what", "median", "from – to", "rounds"], ...figures.map(figureRow)];
}

function figureRow({ label, unit, samples }: Figure): readonly string[] {
  const { median, least, most } = summarise(samples);
  const spread = samples.length === 1 ? "" : `${format(least, unit)} – ${format(most, unit)}`;
  return [label, format(median, unit), spread, String(samples.length)];
}

export function goalsTable(goals: readonly JudgedGoal[], figures: readonly Figure[]): Table {
  const rows = goals.map(({ text, figure, median, met }) => {
    const unit = figures.find(({ name }) => name === figure)?.unit ?? "count";
    return [text, median === null ? "not measured" : format(median, unit), met === null ? "" : met ? "met" : "missed"];
  });
  return [["goal", "median", ""], ...rows];
}
