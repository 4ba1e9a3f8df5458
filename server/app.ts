import type { ApiServices } from "../schema/services.js";
import { type KeptCredentials, loadCredentials } from "./adapters/credentials.js";
import { type Database, openDatabase } from "./adapters/database/open.js";
import { createLogger, type StructuredLogger } from "./adapters/logger.js";
import { openOperations } from "./adapters/operations/open.js";
import { openProgressFeed } from "./adapters/progress-feed.js";
import { createReports, type Reports } from "./adapters/reports/reports.js";
import { fingerprintOf } from "./adapters/rules.js";
import { describeSources } from "./adapters/sources/locate.js";
import { createMigrationStore } from "./adapters/stores/migrations.js";
import { createReaders } from "./adapters/stores/readers.js";
import { createSponsorStore } from "./adapters/stores/sponsors.js";
import type { Config } from "./config.js";
import { faultOf } from "./core/fault.js";
import type { Migrations, ProgressFeed } from "./core/ports.js";
import { mountDownloads } from "./http/downloads.js";
import { createHttpServer, type HttpServer } from "./http/server.js";
import { createMigrations } from "./jobs/migrations.js";
import type { Scheduler } from "./jobs/scheduler.js";
import type { Worker } from "./jobs/worker.js";
import { PIPELINES } from "./pipelines/index.js";
import { openSchedules, startSchedules } from "./schedules.js";
import { startWork } from "./work.js";
import { startWorkerProcesses } from "./worker-processes.js";

/** Crosswalk in one process: its database, requests for migrations, and what the API is about; it serves and works when told to. */
export interface App {
  readonly database: Database;
  readonly migrations: Migrations;
  readonly progress: ProgressFeed;
  readonly services: ApiServices;
  readonly reports: Reports;
  /** begins to serve the API; a port of 0 takes a free one */
  serve(at?: { readonly host: string; readonly port: number }): Promise<Serving>;
  /** begins to work on migrations, those of other processes as well */
  work(): Promise<void>;
  /** has processes of its own work on them instead, which run the program as workers */
  workApart(program: string): Promise<void>;
  /** whether it takes jobs now; null where it was not told to work */
  isWorking(): boolean | null;
  /** gives back what it works on, ends serving, the database last */
  stop(): Promise<void>;
}

export interface Serving {
  readonly url: string;
  readonly credentials: KeptCredentials;
}

/** How long open downloads and requests may take to end once the process was told to stop. */
const GRACE_MS = 10_000;

/** Opens the database and puts the rooms together. */
export async function createApp(config: Config): Promise<App> {
  const logger = createLogger(config.logLevel);
  const database = await openDatabase(config);
  try {
    return await assemble(config, logger, database);
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function assemble(config: Config, logger: StructuredLogger, database: Database): Promise<App> {
  const { pool, url } = database;
  const progress = await openProgressFeed(url, pool);
  const reports = createReports({ pool, pipelines: PIPELINES, thresholds: config.thresholds });
  const migrations = createMigrations({
    store: createMigrationStore(database),
    pipelines: PIPELINES,
    rulesOf: fingerprintOf,
    sourcesOf: (pipeline) => describeSources(config, pipeline),
  });
  const services: ApiServices = {
    pipelines: PIPELINES,
    migrations,
    schedules: openSchedules(pool, config),
    progress,
    readers: createReaders(pool),
    reports,
    sponsors: createSponsorStore(pool),
    thresholds: config.thresholds,
  };
  const servers: HttpServer[] = [];
  const workers: Worker[] = [];
  const schedulers: Scheduler[] = [];
  const isWorking = (): boolean | null => (workers.length === 0 ? null : workers.every((worker) => worker.isWorking()));
  const operations = await openOperations({
    url,
    pipelines: PIPELINES,
    isWorking,
    countSubscribers: () => servers.reduce((sum, server) => sum + server.subscribers(), 0),
    log: logger,
  });

  return {
    database,
    migrations,
    progress,
    services,
    reports,
    async serve({ host, port } = config) {
      const credentials = await loadCredentials(config, database.directory);
      const server = await createHttpServer({
        ...services,
        host,
        port,
        credentials,
        log: logger,
        operations,
        routes: (router) =>
          mountDownloads(router, reports, (error) => logger.error(faultOf(error), "a download failed")),
      });
      servers.push(server);
      schedulers.push(await startSchedules({ url, pool, migrations, logger }));
      return { url: server.url, credentials };
    },
    async work() {
      workers.push(await startWork({ config, database, progress, reports, logger }));
    },
    async workApart(program) {
      workers.push(await startWorkerProcesses({ program, count: config.workerConcurrency, logger }));
    },
    isWorking,
    async stop() {
      // Before the workers: what is due from now on is for another server.
      await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
      await Promise.all([...workers.map((worker) => worker.stop()), ...servers.map((server) => server.stop(GRACE_MS))]);
      await Promise.all([progress.stop(), operations.stop()]);
      await database.stop();
    },
  };
}
