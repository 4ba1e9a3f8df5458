import type { MigrationUnderWayQuery, ProgressStepFragment } from "../generated/graphql.js";

export type StoredStage = NonNullable<MigrationUnderWayQuery["migration"]>["stages"][number];

/** A stage as it stands: what was stored when the page was opened, and what was told since. */
export type StageNow = Pick<StoredStage, "name" | "model" | "done" | "total"> & {
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/**
 * The stages after one more step of the progress. A step tells of one stage alone: a stage that was under way is over
 * when a later one is told of; parts that run at once tell of two in turns, and then neither is.
 */
export function withStep(stages: readonly StageNow[], step: ProgressStepFragment): readonly StageNow[] {
  const { stage: name, model, done, total, at } = step;
  if (name === null) return stages;
  const known = stages.findIndex((stage) => stage.name === name && stage.model === model);
  const isOver = total !== null && done >= total;
  if (known === -1) {
    const told: StageNow = { name, model, done, total, startedAt: at, finishedAt: isOver ? at : null };
    return [...stages.map((stage) => (stage.name === name ? stage : ended(stage, at))), told];
  }
  return stages.map((stage, i) => {
    if (i < known && stage.name !== name) return ended(stage, at);
    if (i !== known) return stage;
    const most = stage.finishedAt === null ? done : Math.max(stage.done, done);
    return { ...stage, done: most, total, finishedAt: stage.finishedAt ?? (isOver ? at : null) };
  });
}

function ended(stage: StageNow, at: string): StageNow {
  return stage.finishedAt === null ? { ...stage, done: stage.total ?? stage.done, finishedAt: at } : stage;
}

/** The stages that the migration before had and this one has not begun: what is likely to come. */
export function stagesToCome(
  stages: readonly StageNow[],
  before: readonly Pick<StageNow, "name" | "model">[],
): readonly StageNow[] {
  const isBegun = ({ name, model }: Pick<StageNow, "name" | "model">): boolean =>
    stages.some((stage) => stage.name === name && stage.model === model);
  return before
    .filter((stage) => !isBegun(stage))
    .map(({ name, model }) => ({ name, model, done: 0, total: null, startedAt: null, finishedAt: null }));
}

/** How much of a stage is done, 0 to 1; null where nobody can know. */
export function shareDone({ done, total, startedAt, finishedAt }: Omit<StageNow, "name" | "model">): number | null {
  if (startedAt === null) return 0;
  if (finishedAt !== null) return 1;
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, done / total);
}
