import { CrosswalkError, MigrationCancelled, PartLost } from "../core/errors.js";
import { faultOf } from "../core/fault.js";
import type { ClaimedPart, PartFailure, PartStore, Phases } from "../core/parts.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Logger, ProgressFeed } from "../core/ports.js";
import { isActive, type MigrationStatus } from "../core/status.js";
import type { Lease, MigrationStore, RequestedMigration } from "../core/stores.js";
import { isTransient } from "../core/transient.js";
import { ProgressTracker } from "../engine/progress-tracker.js";

export interface PartWork {
  readonly part: ClaimedPart;
  readonly migration: RequestedMigration;
  readonly pipeline: Pipeline;
  readonly progress: ProgressTracker;
  readonly signal: AbortSignal;
}

export interface PartDependencies {
  /** as its database sessions are named */
  readonly worker: string;
  readonly takeLease: (partId: number) => Promise<Lease | null>;
  readonly parts: PartStore;
  readonly migrations: Pick<MigrationStore, "find">;
  readonly pipelines: readonly Pipeline[];
  readonly progress: ProgressFeed;
  readonly logger: Logger;
  /** where this process finds a pipeline's sources */
  readonly sourcesOf: (pipeline: Pipeline) => string;
  /** the engine: does the part; gives the phases that follow */
  readonly run: (work: PartWork) => Promise<Phases>;
  /** clears away what a migration that has ended needs no more */
  readonly tidy: (migrationId: number, pipeline: string) => Promise<void>;
  /** after so many losses in a row without getting further, a migration fails */
  readonly mostLosses: number;
  readonly now: () => Date;
}

/** Why a worker lets go of a part that it could go on with. */
export class WorkerStops extends Error {
  override readonly name = "WorkerStops";
}

/** Works on one part, from taking it to what becomes of it; never throws, for what is left undone is found by the others. */
export function createPartWork(deps: PartDependencies) {
  return async function workPart(partId: number, stopping: AbortSignal): Promise<void> {
    try {
      if (stopping.aborted) return;
      const lease = await deps.takeLease(partId);
      if (!lease) return;
      try {
        await takeAndRun(deps, partId, AbortSignal.any([lease.lost, stopping]));
      } finally {
        await lease.release().catch(() => {});
      }
    } catch (error) {
      deps.logger.warn({ partId, ...faultOf(error) }, "a part was left, to be taken again");
    }
  };
}

async function takeAndRun(deps: PartDependencies, partId: number, letGo: AbortSignal): Promise<void> {
  const { parts, logger } = deps;
  const taking = await parts.take(partId, deps.worker, deps.mostLosses);
  if (taking.kind === "gone") return;
  if (taking.kind === "over") return ended(deps, taking.migrationId, taking.status);
  const { part, cursor, lostWorker } = taking;
  const { migrationId, kind } = part;
  const log = { migrationId, partId, part: kind, attempt: part.claim.attempt };
  if (lostWorker === null) logger.info(log, "part taken");
  else logger.warn({ ...log, lostWorker }, "part taken up from a worker that is gone");

  const migration = await deps.migrations.find(migrationId);
  if (!migration) return;
  const tracker = new ProgressTracker(part, parts, () => deps.now().getTime());
  const cancelled = watchForEnd(deps.progress, migrationId, cursor);
  const signal = AbortSignal.any([letGo, cancelled.signal]);
  let status: MigrationStatus;
  try {
    const next = await run(deps, part, migration, tracker, signal);
    status = await parts.finish(part.claim, tracker.snapshot(), next);
  } catch (error) {
    status = await settle(deps, part, tracker, signal.aborted ? signal.reason : error);
  } finally {
    cancelled.stop();
  }
  await ended(deps, migrationId, status);
}

async function run(
  deps: PartDependencies,
  part: ClaimedPart,
  migration: RequestedMigration,
  progress: ProgressTracker,
  signal: AbortSignal,
): Promise<Phases> {
  const pipeline = deps.pipelines.find(({ name }) => name === migration.pipeline);
  if (!pipeline)
    throw new CrosswalkError(
      "UNKNOWN_PIPELINE",
      `This worker knows no pipeline ${migration.pipeline}: it runs another version of Crosswalk than the server.`,
    );
  const sources = deps.sourcesOf(pipeline);
  if (sources !== migration.sources)
    throw new CrosswalkError(
      "SOURCES_DIFFER",
      `The migration was asked for where its sources are ${migration.sources}; this worker's settings say ${sources}. ` +
        "Give all processes on one database the same settings, and start it again.",
    );
  const next = await deps.run({ part, migration, pipeline, progress, signal });
  await progress.told();
  return next;
}

/** What becomes of a part, and of its migration, by what ended its work. */
async function settle(
  { parts, logger, mostLosses }: PartDependencies,
  { claim, migrationId }: ClaimedPart,
  tracker: ProgressTracker,
  error: unknown,
): Promise<MigrationStatus> {
  if (error instanceof PartLost) throw error;
  if (error instanceof MigrationCancelled) return parts.stop(claim, tracker.snapshot());
  if (error instanceof WorkerStops) return parts.giveBack(claim, { failure: null, mostLosses });
  const failure = failureOf(error, logger, migrationId);
  if (!isTransient(error)) return parts.fail(claim, tracker.snapshot(), failure);
  logger.warn({ migrationId, partId: claim.partId, ...faultOf(error) }, "part interrupted, to be tried again");
  return parts.giveBack(claim, { failure, mostLosses });
}

async function ended(
  { logger, tidy, migrations }: PartDependencies,
  id: number,
  status: MigrationStatus,
): Promise<void> {
  if (isActive(status)) return;
  const migration = await migrations.find(id);
  logger.info({ migrationId: id, pipeline: migration?.pipeline, status }, "migration ended");
  if (migration) await tidy(id, migration.pipeline);
}

/** Follows the migration's events, since whoever cancels it, or fails at another part of it, may do so in another process. */
function watchForEnd(progress: ProgressFeed, id: number, after: string | null): { signal: AbortSignal; stop(): void } {
  const stopped = new AbortController();
  const over = new AbortController();
  const follow = async (): Promise<void> => {
    for await (const event of progress.follow(id, after, stopped.signal)) {
      if (event.progress.status === "CANCELLING") over.abort(new MigrationCancelled());
      else if (!isActive(event.progress.status)) over.abort(new PartLost());
      if (over.signal.aborted) return;
    }
  };
  // Without its events a part can't be cancelled in its midst, but it can come to its end.
  follow().catch(() => {});
  return { signal: over.signal, stop: () => stopped.abort() };
}

/** What people are told. The text of an unexpected error may hold a row's values and stays out of it. */
function failureOf(error: unknown, logger: Logger, migrationId: number): PartFailure {
  if (error instanceof CrosswalkError) return { code: error.code, message: error.message };
  const fault = faultOf(error);
  if (isTransient(error))
    return {
      code: "DATABASE_LOST",
      message: `The connection to Crosswalk's own database broke (${fault.code ?? fault.name}), again and again.`,
    };
  logger.error({ migrationId, ...fault }, "unexpected error in a migration");
  return {
    code: "INTERNAL_ERROR",
    message: `An unexpected error ended the migration (${fault.name}${fault.code ? ` ${fault.code}` : ""}). The server's log says where, by the migration's id.`,
  };
}
