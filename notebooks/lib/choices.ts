import * as Inputs from "@observablehq/inputs";
import { moment } from "./format.ts";
import type { Pipeline, Point } from "./runs.ts";

/** A choice whose element the cell shows, and whose value it gives. */
export type Choice<T> = HTMLElement & { value: T };

/** One of the pipelines of a kind. */
export function choosePipeline(pipelines: readonly Pipeline[], kind?: "RECONCILIATION" | "UPSERT"): Choice<Pipeline> {
  const some = pipelines.filter((pipeline) => kind === undefined || pipeline.kind === kind);
  return Inputs.select(some, { label: "Pipeline", format: ({ title }: Pipeline) => title });
}

export function chooseModel({ models }: Pipeline): Choice<Pipeline["models"][number]> {
  return Inputs.select(models, { label: "Model", format: ({ title }: Pipeline["models"][number]) => title });
}

export function choosePeriod(periods: readonly string[]): Choice<string> {
  return Inputs.select(periods, { label: "Period" });
}

/** One of the runs, the newest first; the one at this place at the beginning. */
export function chooseRun(points: readonly Point[], label: string, place = 0): Choice<Point | null> {
  const runs = [...points].reverse();
  return Inputs.select(runs, {
    label,
    value: runs[Math.min(place, runs.length - 1)] ?? null,
    format: (run: Point | null) => (run === null ? "none" : `${run.migrationId}: ${moment(run.at)}`),
  });
}

export function chooseSide({ left, right }: Pipeline): Choice<"LEFT" | "RIGHT"> {
  return Inputs.radio(["RIGHT", "LEFT"], {
    label: "Side",
    value: "RIGHT",
    format: (side: string) => (side === "LEFT" ? (left ?? "left") : (right ?? "right")),
  });
}
