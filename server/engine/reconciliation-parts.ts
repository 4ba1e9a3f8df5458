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

/** What the MATCH part leaves: how many changes are intended. */
export interface MatchCheckpoint {
  readonly changes: ByModel<number>;
}

/** From this phase on: both sides are read at once, if there are workers; what follows needs both. */
export function planPhases(phase: number, results: ByModel<number>, dryRun: boolean): Phases {
  const stages = Object.keys(results).map((model) => ({ name: "READ", model, total: null }) as const);
  const read = (side: Side): PartPlan => ({
    kind: "READ",
    task: { side, results } satisfies ReadTask,
    progress: stagesToCome(phase, stages),
  });
  const once = (kind: PartPlan["kind"]): readonly PartPlan[] => [{ kind, task: null }];
  return [[read("LEFT"), read("RIGHT")], once("MATCH"), ...(dryRun ? [] : [once("APPLY")]), once("FINISH")];
}

/** A side that was read: by which part, under which results, and how many records of each model. */
export interface SideRead extends ReadTask, ReadCheckpoint {
  readonly partId: number;
}

/** Both sides as they were read, the left one first, whichever was done first. */
export function sidesRead(done: readonly DonePart[]): readonly [SideRead, SideRead] {
  const of = (side: Side): SideRead => {
    const part = done.find(({ kind, task }) => kind === "READ" && (task as ReadTask).side === side);
    if (!part) throw new Error(`no part has read the ${side} side`);
    return { partId: part.id, ...(part.task as ReadTask), ...(part.checkpoint as ReadCheckpoint) };
  };
  return [of("LEFT"), of("RIGHT")];
}

/** How many changes of a model are intended. */
export function changesPlanned(done: readonly DonePart[], model: string): number {
  const matched = done.find(({ kind }) => kind === "MATCH");
  return (matched?.checkpoint as MatchCheckpoint | undefined)?.changes[model] ?? 0;
}

/** The source that a side is read from, by its name. */
export function sourceOf(pipeline: Pipeline, side: Side): string {
  return side === "LEFT" ? pipeline.left.name : pipeline.right.name;
}
