import { randomUUID } from "node:crypto";
import pg from "pg";
import { LEASE_CLASS, openLeases } from "../../server/adapters/database/lease.js";
import { openPool } from "../../server/adapters/database/open.js";
import { openPrisma } from "../../server/adapters/database/prisma.js";
import { inTransaction } from "../../server/adapters/database/transaction.js";
import { openProgressFeed, type RunningFeed } from "../../server/adapters/progress-feed.js";
import { createMigrationStore } from "../../server/adapters/stores/migrations.js";
import { createPartStore, keepMilestone } from "../../server/adapters/stores/parts.js";
import type { Milestone, Phases } from "../../server/core/parts.js";
import type { Pipeline } from "../../server/core/pipeline.js";
import type { Migrations, StartRequest } from "../../server/core/ports.js";
import { createMigrations } from "../../server/jobs/migrations.js";
import { createPartWork, type PartWork } from "../../server/jobs/work-part.js";
import { startWorker, type Worker } from "../../server/jobs/worker.js";
import { createTestDatabase, type TestDatabase } from "./database.js";

/** A pipeline whose parts do what a test says; nothing of it is read or matched. */
export const ERRANDS: Pipeline = {
  name: "errands",
  title: "Errands",
  description: "What a test has workers do.",
  left: { name: "here", title: "Here", tables: [] },
  right: { name: "there", title: "There", tables: [] },
  models: [],
  options: ["limit"],
};

export type Errand = (work: PartWork & { readonly keep: (checkpoint: unknown) => Promise<void> }) => Promise<Phases>;

export interface WorkerScene {
  readonly database: TestDatabase;
  readonly migrations: Migrations;
  readonly feed: RunningFeed;
  /** as many workers as a test likes, each with sessions of its own */
  startWorker(
    errand: Errand,
    settings?: { sources?: string; mostLosses?: number; concurrency?: number },
  ): Promise<TestWorker>;
  start(rest?: Partial<StartRequest>): Promise<number>;
  statusOf(id: number): Promise<string>;
  /** the statuses that its events told, each once */
  told(id: number): Promise<readonly string[]>;
  ended(id: number): Promise<string>;
  close(): Promise<void>;
}

export interface TestWorker extends Worker {
  readonly name: string;
}

export async function openWorkerScene(): Promise<WorkerScene> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { name: "crosswalk", max: 8 });
  const prisma = openPrisma(pool);
  const feed = await openProgressFeed(database.url, pool);
  const store = createMigrationStore({ pool, prisma: prisma.client });
  const migrations = createMigrations({
    store,
    pipelines: [ERRANDS],
    rulesOf: () => "",
    codeVersion: () => "",
    sourcesOf: () => "here",
  });
  const closing: (() => Promise<void>)[] = [];

  const scene: WorkerScene = {
    database,
    migrations,
    feed,
    async startWorker(errand, { sources = "here", mostLosses = 3, concurrency = 1 } = {}) {
      const name = `crosswalk worker ${randomUUID()}`;
      const own = openPool(database.url, { name, max: 8 });
      const leases = openLeases(database.url, name);
      const parts = createPartStore(own);
      const workPart = createPartWork({
        worker: name,
        takeLease: (partId) => leases.take(partId),
        parts,
        migrations: store,
        pipelines: [ERRANDS],
        progress: feed,
        logger: { info() {}, warn() {}, error() {} },
        sourcesOf: () => sources,
        run: (work) => errand({ ...work, keep: (checkpoint) => keep(own, work.progress.milestone(checkpoint)) }),
        tidy: async () => {},
        mostLosses,
        now: () => new Date(),
      });
      const logger = { info() {}, warn() {}, error() {} };
      const worker = await startWorker({ pool: own, concurrency, parts, workPart, announce: async () => {}, logger });
      let stopped: Promise<void> | null = null;
      const stop = async (): Promise<void> => {
        await worker.stop();
        await leases.close();
        await own.end();
      };
      const started = {
        name,
        isWorking: () => worker.isWorking(),
        stop() {
          stopped ??= stop();
          return stopped;
        },
      };
      closing.push(() => started.stop());
      return started;
    },
    async start(rest = {}) {
      const request = {
        pipeline: "errands",
        options: {},
        trigger: "API",
        startedBy: null,
        idempotencyKey: null,
      } as const;
      const { migrationId, problems } = await migrations.start({ ...request, ...rest });
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return migrationId as number;
    },
    async statusOf(id) {
      const { rows } = await database.pool.query("select status from crosswalk.migrations where id = $1", [id]);
      return rows[0].status;
    },
    async told(id) {
      const told: string[] = [];
      for await (const { progress } of feed.follow(id, null))
        if (told.at(-1) !== progress.status) told.push(progress.status);
      return told;
    },
    async ended(id) {
      for await (const _ of feed.follow(id, null));
      return scene.statusOf(id);
    },
    async close() {
      await Promise.all(closing.map((stop) => stop()));
      await feed.stop();
      await prisma.close();
      await pool.end();
      await database.drop();
    },
  };
  return scene;
}

async function keep(pool: pg.Pool, milestone: Milestone): Promise<void> {
  await inTransaction(pool, (client) => keepMilestone(client, milestone));
}

/** A promise that the test keeps. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits until the worker is told to let go; what a well-behaved part does between two batches. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

export async function partsOf({ database }: WorkerScene, id: number) {
  const { rows } = await database.pool.query(
    "select task, status, attempt, losses, checkpoint from crosswalk.parts where migration_id = $1 order by phase, position",
    [id],
  );
  return rows;
}

/** As if the processes were gone that hold leases: their sessions end, and the locks with them. */
export async function endLeases({ database }: WorkerScene): Promise<void> {
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and classid = ${LEASE_CLASS} and granted
        and database = (select oid from pg_database where datname = current_database())`,
  );
}
