import { setTimeout as delay } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { checkOptions } from "../core/options.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Logger, Migrations, RequestOutcome, StartRequest } from "../core/ports.js";
import type { Lease, MigrationStore, RequestedMigration } from "../core/stores.js";
import * as refusals from "./refusals.js";

export interface MigrationJobs extends Migrations {
  /** ends with the migration's own end, well or not, if it runs in this process */
  ended(migrationId: number): Promise<void>;
  /** ends the migrations that processes left behind which are gone */
  endAbandoned(): Promise<void>;
  /** cancels what runs here and waits for it */
  stop(): Promise<void>;
}

export interface JobDependencies {
  readonly store: MigrationStore;
  readonly pipelines: readonly Pipeline[];
  readonly logger: Logger;
  /** a fingerprint of a pipeline's rules, kept with each migration */
  readonly rulesOf: (pipeline: string) => string;
  /** runs a migration to its end, whatever that is; never throws */
  readonly execute: (
    migration: Pick<RequestedMigration, "id" | "options">,
    pipeline: Pipeline,
    leaseLost: AbortSignal,
  ) => Promise<void>;
}

/** How long a start waits for a migration that is just starting or ending: it holds the lease without being active. */
const PATIENCE_MS = 10_000;
const TRY_AGAIN_MS = 50;

/** Starts, runs and cancels migrations in this process: one a pipeline at a time, over all processes. */
export function createMigrationJobs({ store, pipelines, logger, rulesOf, execute }: JobDependencies): MigrationJobs {
  const running = new Map<number, Promise<void>>();
  const starting = new Set<Promise<unknown>>();

  async function startNow(request: StartRequest): Promise<RequestOutcome> {
    const pipeline = pipelines.find(({ name }) => name === request.pipeline);
    if (!pipeline) return refusals.unknownPipeline(request.pipeline, pipelines);
    const [problem, ...others] = checkOptions(pipeline, request.options);
    if (problem) return refusals.wrongOptions(problem, others);
    const { rejectedOf } = request.options;
    if (rejectedOf !== undefined) {
      const replayed = await store.find(rejectedOf);
      if (replayed?.pipeline !== pipeline.name || !replayed.detailsKept)
        return refusals.nothingToReplay(rejectedOf, pipeline.name, replayed);
    }
    if (!isKey(request.idempotencyKey)) return refusals.keyInvalid();
    const earlier = await sameKey(request);
    if (earlier) return earlier;

    const { lease, active } = await takeLease(pipeline);
    if (!lease) return (await sameKey(request)) ?? refusals.alreadyActive(request, active);
    try {
      await endLeftBehind(pipeline);
      const id = await store.create(request, rulesOf(pipeline.name));
      run({ id, options: request.options }, pipeline, lease);
      return { migrationId: id, problems: [] };
    } catch (error) {
      await lease.release();
      // The same request may have come and gone while this one waited for the lease.
      const taken = await sameKey(request);
      if (taken) return taken;
      throw error;
    }
  }

  /** The lease, or the migration that is active instead. */
  async function takeLease(pipeline: Pipeline): Promise<{ lease: Lease | null; active?: RequestedMigration }> {
    for (const deadline = Date.now() + PATIENCE_MS; ; await delay(TRY_AGAIN_MS)) {
      const lease = await store.takeLease(pipeline.name);
      if (lease) return { lease };
      const [active] = await store.active(pipeline.name);
      if (active) return { lease, active };
      if (Date.now() > deadline) return { lease };
    }
  }

  function run(migration: Pick<RequestedMigration, "id" | "options">, pipeline: Pipeline, lease: Lease): void {
    const done = execute(migration, pipeline, lease.lost).finally(async () => {
      running.delete(migration.id);
      await lease.release().catch(() => {});
    });
    running.set(migration.id, done);
  }

  /** The same key again is the same request, or a mistake. */
  async function sameKey({ idempotencyKey, pipeline, options }: StartRequest): Promise<RequestOutcome | null> {
    const earlier = idempotencyKey === null ? null : await store.findByKey(idempotencyKey);
    if (!earlier) return null;
    // As they are kept: an option without a value is one that was not given.
    const kept: unknown = JSON.parse(JSON.stringify(options));
    const isSame = earlier.pipeline === pipeline && isDeepStrictEqual(earlier.options, kept);
    return isSame ? { migrationId: earlier.id, problems: [] } : refusals.keyReused(earlier);
  }

  async function cancel(migrationId: number): Promise<RequestOutcome> {
    const migration = await store.find(migrationId);
    if (!migration) return refusals.migrationNotFound(migrationId);
    // Whoever runs it sees the event and stops; one that waits is over at once.
    const moved =
      (await store.move(migrationId, { to: "CANCELLED", from: ["QUEUED"] })) ||
      (await store.move(migrationId, { to: "CANCELLING" }));
    // Asked for twice, it is what both wanted.
    const now = (await store.find(migrationId)) ?? migration;
    const isCancelled = now.status === "CANCELLING" || now.status === "CANCELLED";
    return moved || isCancelled ? { migrationId, problems: [] } : refusals.migrationNotActive(now);
  }

  /** Ends the active migrations of a pipeline whose lease we hold: whoever ran them is gone. */
  async function endLeftBehind(pipeline: Pipeline): Promise<void> {
    for (const { id } of await store.active(pipeline.name)) {
      await store.move(id, {
        to: "FAILED",
        failure: {
          code: "MIGRATION_ABANDONED",
          message:
            "The process that ran this migration is gone. What it had committed stays; the next migration settles what is in doubt.",
        },
      });
      logger.warn({ migrationId: id }, "a migration that was left behind is ended");
    }
  }

  return {
    async start(request) {
      const outcome = startNow(request);
      starting.add(outcome);
      return outcome.finally(() => starting.delete(outcome));
    },
    cancel,
    ended: async (migrationId) => running.get(migrationId),
    async endAbandoned() {
      for (const pipeline of pipelines) {
        const lease = await store.takeLease(pipeline.name);
        if (!lease) continue;
        await endLeftBehind(pipeline).finally(() => lease.release());
      }
    },
    async stop() {
      await Promise.allSettled(starting);
      for (const id of running.keys()) await cancel(id);
      await Promise.all(running.values());
    },
  };
}

function isKey(key: string | null): boolean {
  return key === null || (key.length > 0 && key.length <= refusals.LONGEST_KEY && !key.includes("\0"));
}
