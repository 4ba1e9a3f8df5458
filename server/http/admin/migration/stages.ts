import type { MigrationUnderWayQuery, ProgressStepFragment, StageName } from "../generated/graphql.js";

export type StoredStage = NonNullable<MigrationUnderWayQuery["migration"]>["stages"][number];

/** A stage as it stands: what was stored when the page was opened, and what was told since. */
export type StageNow = Pick<StoredStage, "name" | "model" | "done" | "total"> & {
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
};

/** Stages of one phase run beside each other; a phase begins when all of the one before is over. */
const PHASES: Readonly<Record<StageName, number>> = {
  CHECK: 0,
  SETTLE: 0,
  READ: 1,
  MATCH: 2,
  CLASSIFY: 2,
  STORE: 2,
  APPLY: 3,
  REPORT: 3,
};

/** The stages after one more step of the progress. A step tells of one stage alone, and of others what follows from it. */
export function withStep(stages: readonly StageNow[], step: ProgressStepFragment): readonly StageNow[] {
  const { stage: name, model, done, total, at } = step;
  if (name === null) return stages;
  const isOver = total !== null && done >= total;
  const told = { name, model, done, total, startedAt: at, finishedAt: isOver ? at : null };
  const isKnown = stages.some((stage) => isSame(stage, told));
  const after = stages.map((stage): StageNow => {
    if (!isSame(stage, told)) return isBefore(stage, told) ? ended(stage, at) : stage;
    const stays = isOver || (total === null && done === stage.done) ? stage.finishedAt : null;
    return { ...stage, done: Math.max(stage.done, done), total, finishedAt: stays ?? told.finishedAt };
  });
  return isKnown ? after : [...after, told];
}

type Named = Pick<StageNow, "name" | "model">;

function isSame(stage: Named, other: Named): boolean {
  return stage.name === other.name && stage.model === other.model;
}

/** Whether a stage has to be over before the other begins: it is of a phase before, or the same model's. */
function isBefore(stage: Named, other: Named): boolean {
  if (PHASES[stage.name] !== PHASES[other.name]) return PHASES[stage.name] < PHASES[other.name];
  const names = Object.keys(PHASES);
  return stage.model === other.model && names.indexOf(stage.name) < names.indexOf(other.name);
}

function ended(stage: StageNow, at: string): StageNow {
  return stage.finishedAt === null ? { ...stage, done: stage.total ?? stage.done, finishedAt: at } : stage;
}

/** The stages that the migration before had and this one has not begun: what is likely to come. */
export function stagesToCome(stages: readonly StageNow[], before: readonly Named[]): readonly StageNow[] {
  return before
    .filter((stage) => !stages.some((begun) => isSame(begun, stage)))
    .map(({ name, model }) => ({ name, model, done: 0, total: null, startedAt: null, finishedAt: null }));
}

/** How much of a stage is done, 0 to 1; null where nobody can know. */
export function shareDone({ done, total, startedAt, finishedAt }: Omit<StageNow, "name" | "model">): number | null {
  if (startedAt === null) return 0;
  if (finishedAt !== null) return 1;
  if (total === null) return null;
  return total === 0 ? 1 : Math.min(1, done / total);
}
