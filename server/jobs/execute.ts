import { setTimeout as delay } from "node:timers/promises";
import { CrosswalkError, MigrationCancelled } from "../core/errors.js";
import { faultOf } from "../core/fault.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Logger, ProgressFeed, Source, Target } from "../core/ports.js";
import type { Row } from "../core/record.js";
import type {
  ChangeStore,
  FindingsTransaction,
  MigrationFailure,
  MigrationStore,
  ProgressStore,
  RequestedMigration,
  Step,
} from "../core/stores.js";
import type { UpsertTarget } from "../core/upsert/target.js";
import type { AnyRun } from "../engine/migration-run.js";
import { ProgressTracker } from "../engine/progress-tracker.js";
import { runMigration } from "../engine/run-migration.js";
import { runUpsert } from "../engine/upsert/run-upsert.js";

export interface ExecutionDependencies {
  readonly store: MigrationStore;
  readonly progressStore: ProgressStore;
  readonly changes: ChangeStore;
  readonly progress: ProgressFeed;
  readonly logger: Logger;
  readonly openSource: (name: string) => Promise<Source>;
  readonly openTarget: (name: string) => Promise<Target>;
  readonly openFindings: (migrationId: number) => Promise<FindingsTransaction>;
  /** our own tables as the target of an upsert */
  readonly openUpsertTarget: (pipeline: Pipeline) => UpsertTarget;
  readonly now: () => Date;
  /** a short text that differs where the cells do */
  readonly fingerprint: (cells: Row) => string;
  readonly measureReports: (migrationId: number) => Promise<void>;
  /** of how many migrations a pipeline the details are kept */
  readonly retentionMigrations: number;
}

/** How long a migration that has ended waits for our own database to come back, and how often it tries. */
const PATIENCE_MS = 60_000;
const TRY_AGAIN_MS = 500;

type Requested = Pick<RequestedMigration, "id" | "options">;

/** Runs migrations to their end, whatever that is, and keeps it with them. */
export function createExecution(deps: ExecutionDependencies) {
  const { store, logger } = deps;
  return async function execute(migration: Requested, pipeline: Pipeline, leaseLost: AbortSignal): Promise<void> {
    const { id } = migration;
    const tracker = new ProgressTracker(id, deps.progressStore, () => deps.now().getTime());
    try {
      if (!(await store.move(id, { to: "RUNNING", progress: tracker.snapshot() }))) return;
      logger.info({ migrationId: id, pipeline: pipeline.name, options: migration.options }, "migration started");
      const failure = await attempt(deps, migration, pipeline, tracker, leaseLost);
      const to = failure === null ? "SUCCEEDED" : failure.code === "MIGRATION_CANCELLED" ? "CANCELLED" : "FAILED";
      const end: Step = {
        to,
        progress: tracker.snapshot(),
        failure: to === "FAILED" ? failure : null,
        peakMemoryBytes: tracker.peakMemoryBytes,
      };
      await untilKept(() => store.move(id, end));
      logger.info({ migrationId: id, status: to, code: failure?.code }, "migration ended");
      await store.deleteOldDetails(pipeline.name, deps.retentionMigrations);
    } catch (error) {
      // Our own database is out of reach: the migration can't be ended now, and is when its pipeline's lease is taken anew.
      logger.error(
        { migrationId: id, code: (error as { code?: unknown }).code },
        "the end of a migration was not kept",
      );
    }
  };
}

/** Whatever ended a migration may have ended the database too; who follows it is told when that is back. */
async function untilKept(keep: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await delay(TRY_AGAIN_MS)) {
    try {
      await keep();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
}

/** One run of the engine: what it ended with, or null if all went well. */
async function attempt(
  deps: ExecutionDependencies,
  { id, options }: Requested,
  pipeline: Pipeline,
  progress: ProgressTracker,
  leaseLost: AbortSignal,
): Promise<MigrationFailure | null> {
  const cancelled = new AbortController();
  const watch = watchForCancel(deps.progress, id, progress, cancelled);
  const opened: Source[] = [];
  const open = async (name: string): Promise<Source> => {
    const source = await deps.openSource(name);
    opened.push(source);
    return source;
  };
  try {
    const run: AnyRun = {
      migrationId: id,
      pipeline,
      options,
      left: await open(pipeline.left.name),
      progress,
      measureReports: () => deps.measureReports(id),
      signal: AbortSignal.any([cancelled.signal, leaseLost]),
    };
    if (pipeline.upsert)
      await runUpsert({
        ...run,
        upsert: pipeline.upsert,
        target: deps.openUpsertTarget(pipeline),
        now: deps.now,
        fingerprint: deps.fingerprint,
      });
    else
      await runMigration({
        ...run,
        right: await open(pipeline.right.name),
        openTarget: () => deps.openTarget(pipeline.right.name),
        openFindings: () => deps.openFindings(id),
        changes: deps.changes,
      });
    return null;
  } catch (error) {
    return failureOf(leaseLost.aborted ? new LeaseLost() : error, deps.logger, id);
  } finally {
    watch.stop();
    await Promise.allSettled(opened.map((source) => source.close()));
  }
}

/** Follows the migration's own events, since whoever cancels it may do so in another process. */
function watchForCancel(
  progress: ProgressFeed,
  id: number,
  tracker: ProgressTracker,
  cancelled: AbortController,
): { stop(): void } {
  const stopped = new AbortController();
  const follow = async (): Promise<void> => {
    for await (const event of progress.follow(id, null, stopped.signal))
      if (event.progress.status === "CANCELLING") {
        tracker.cancelling();
        cancelled.abort(new MigrationCancelled());
        return;
      }
  };
  // Without its events a migration can't be cancelled, but it can come to its end.
  follow().catch(() => {});
  return { stop: () => stopped.abort() };
}

class LeaseLost extends CrosswalkError {
  constructor() {
    super(
      "LEASE_LOST",
      "The connection to Crosswalk's own database broke, so that another process may run this pipeline. Start the migration again.",
    );
  }
}

/** What people are told. The text of an unexpected error may hold a row's values and stays out of it. */
function failureOf(error: unknown, logger: Logger, id: number): MigrationFailure {
  if (error instanceof CrosswalkError) return { code: error.code, message: error.message };
  const fault = faultOf(error);
  logger.error({ migrationId: id, ...fault }, "unexpected error in a migration");
  return {
    code: "INTERNAL_ERROR",
    message: `An unexpected error ended the migration (${fault.name}${fault.code ? ` ${fault.code}` : ""}). The server's log says where, by the migration's id.`,
  };
}
