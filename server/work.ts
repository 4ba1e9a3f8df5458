import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { openLeases } from "./adapters/database/lease.js";
import { type Database, openPool } from "./adapters/database/open.js";
import { fingerprint } from "./adapters/fingerprint.js";
import type { Reports } from "./adapters/reports/reports.js";
import { describeSources, locateSource } from "./adapters/sources/locate.js";
import { createSources } from "./adapters/sources/open.js";
import { createRetentionSetting } from "./adapters/stores/access/settings.js";
import { createChangeStore } from "./adapters/stores/changes.js";
import { openFindingsTransaction } from "./adapters/stores/findings-transaction.js";
import { createMigrationStore } from "./adapters/stores/migrations.js";
import { createPartStore } from "./adapters/stores/parts.js";
import { tidyUp } from "./adapters/stores/retention.js";
import { createStudentTarget } from "./adapters/stores/students/target.js";
import type { Config } from "./config.js";
import type { Logger, ProgressFeed } from "./core/ports.js";
import { createEngine } from "./jobs/run-engine.js";
import { createPartWork } from "./jobs/work-part.js";
import { startWorker, type Worker } from "./jobs/worker.js";
import { PIPELINES } from "./pipelines/index.js";
import { createAnnouncements } from "./schedules.js";

export interface WorkOptions {
  readonly config: Config;
  readonly database: Database;
  readonly progress: ProgressFeed;
  readonly reports: Reports;
  readonly logger: Logger;
}

/** A part reads its progress and writes in one transaction while it tells of it; the queue and the reports need some more. */
const CONNECTIONS_A_JOB = 3;
const CONNECTIONS_BESIDE = 4;

/** Where it runs, for people, and what no other has. PostgreSQL cuts a session's name off after 63 bytes. */
function workerName(): string {
  return `crosswalk worker ${hostname().slice(0, 24)}:${process.pid} ${randomBytes(4).toString("hex")}`;
}

/** Puts a worker together: the queue, the engine, and a pool of their own, so that what is served does not wait for what is worked on. */
export async function startWork({ config, database, progress, reports, logger }: WorkOptions): Promise<Worker> {
  const { url, prisma } = database;
  const name = workerName();
  const max = config.workerConcurrency * CONNECTIONS_A_JOB + CONNECTIONS_BESIDE;
  const pool = openPool(url, { name, max });
  const leases = openLeases(url, name);
  const sources = createSources();
  const parts = createPartStore(pool);
  const retention = createRetentionSetting(pool, config.retentionMigrations);
  const now = (): Date => new Date();
  const workPart = createPartWork({
    worker: name,
    takeLease: (partId) => leases.take(partId),
    parts,
    migrations: createMigrationStore({ pool, prisma }),
    pipelines: PIPELINES,
    progress,
    logger,
    sourcesOf: (pipeline) => describeSources(config, pipeline),
    run: createEngine({
      parts,
      changes: createChangeStore(pool),
      openSource: async (source) => sources.open(locateSource(config, url, source)),
      openTarget: async (source) => sources.openTarget(locateSource(config, url, source)),
      openFindings: (migrationId, firstNumber) => openFindingsTransaction(pool, migrationId, firstNumber),
      openUpsertTarget: (pipeline) => createStudentTarget({ pool, pipeline }),
      now,
      fingerprint,
      measureReports: (migrationId) => reports.measure(migrationId),
      rowsPerPart: config.rowsPerPart,
    }),
    tidy: (_migrationId, pipeline) => tidyUp(pool, pipeline, retention),
    mostLosses: config.migrationAttempts,
    now,
  });
  // A worker that ended a migration may have died before it cleared up after it.
  for (const { name: pipeline } of PIPELINES) await tidyUp(pool, pipeline, retention);
  const worker = await startWorker({
    pool,
    concurrency: config.workerConcurrency,
    parts,
    workPart,
    announce: createAnnouncements({ config, pool, reports, logger }),
    logger,
  });
  return {
    isWorking: () => worker.isWorking(),
    async stop() {
      await worker.stop();
      await leases.close();
      await sources.close();
      await pool.end();
    },
  };
}
