import type { DonePart, PartPlan, Phases } from "../core/parts.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Side } from "../core/record.js";
import { stagesToCome } from "./progress-tracker.js";

/** Something of each model, by the model's name. */
type ByModel<T> = Readonly<Record<string, T>>;

/** What is to be read, and under which results its records are kept. */
export interface ReadTask {
  readonly side: Side;
  readonly results: ByModel<number>;
}

/** What a READ part leaves: how many records it read. */
export interface ReadCheckpoint {
  readonly read: ByModel<number>;
}

/** Which model is to be matched. */
export interface MatchTask {
  readonly model: string;
}

/** What a MATCH part leaves: how many changes of its model are intended. */
export interface MatchCheckpoint {
  readonly changes: number;
}

/** Stages of a part, at most, where those of another one stand behind them. */
const STAGES_A_PART = 10;

/**
 * From this phase on: both sides are read at once, if there are workers; what follows needs both. Models have nothing
 * to do with each other, so that they are matched at once. What is found is reported while the changes are applied:
 * nothing in a report that is measured then depends on them.
 */
export function planPhases(phase: number, results: ByModel<number>, dryRun: boolean): Phases {
  const stages = Object.keys(results).map((model) => ({ name: "READ", model, total: null }) as const);
  const read = (side: Side): PartPlan => ({
    kind: "READ",
    task: { side, results } satisfies ReadTask,
    progress: stagesToCome(phase, stages),
  });
  const match = (model: string, i: number): PartPlan => ({
    kind: "MATCH",
    task: { model } satisfies MatchTask,
    progress: stagesToCome(
      phase + 1,
      (["MATCH", "CLASSIFY", "STORE"] as const).map((name) => ({ name, model, total: null })),
      i * STAGES_A_PART,
    ),
  });
  const report: PartPlan = {
    kind: "FINISH",
    task: null,
    progress: stagesToCome(phase + 2, [{ name: "REPORT", model: null, total: null }], STAGES_A_PART),
  };
  return [
    [read("LEFT"), read("RIGHT")],
    Object.keys(results).map(match),
    dryRun ? [report] : [{ kind: "APPLY", task: null }, report],
  ];
}

/** A side that was read: under which results, and how many records of each model. */
export interface SideRead extends ReadTask, ReadCheckpoint {}

/** Both sides as they were read, the left one first, whichever was done first. */
export function sidesRead(done: readonly DonePart[]): readonly [SideRead, SideRead] {
  const of = (side: Side): SideRead => {
    const part = done.find(({ kind, task }) => kind === "READ" && (task as ReadTask).side === side);
    if (!part) throw new Error(`no part has read the ${side} side`);
    return { ...(part.task as ReadTask), ...(part.checkpoint as ReadCheckpoint) };
  };
  return [of("LEFT"), of("RIGHT")];
}

/** How many changes of a model are intended. */
export function changesPlanned(done: readonly DonePart[], model: string): number {
  const matched = done.find(({ kind, task }) => kind === "MATCH" && (task as MatchTask).model === model);
  return (matched?.checkpoint as MatchCheckpoint | undefined)?.changes ?? 0;
}

/** The source that a side is read from, by its name. */
export function sourceOf(pipeline: Pipeline, side: Side): string {
  return side === "LEFT" ? pipeline.left.name : pipeline.right.name;
}
