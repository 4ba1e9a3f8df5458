import type { ChildProcess } from "node:child_process";
import type { ApiServices } from "../schema/services.js";
import { openAccess } from "./access.js";
import { codeVersion } from "./adapters/code-version.js";
import { type Database, type OpenOptions, openDatabase } from "./adapters/database/open.js";
import { createLogger, type StructuredLogger } from "./adapters/logger.js";
import { openProgressFeed } from "./adapters/progress-feed.js";
import { createReports, type Reports } from "./adapters/reports/reports.js";
import { fingerprintOf } from "./adapters/rules.js";
import { describeSources } from "./adapters/sources/locate.js";
import { createMigrationStore } from "./adapters/stores/migrations.js";
import { createReaders } from "./adapters/stores/readers.js";
import { createSponsorStore } from "./adapters/stores/sponsors.js";
import type { Config } from "./config.js";
import type { Migrations, ProgressFeed } from "./core/ports.js";
import { createMigrations } from "./jobs/migrations.js";
import type { Worker } from "./jobs/worker.js";
import { PIPELINES } from "./pipelines/index.js";
import { openSchedules } from "./schedules.js";
import type { Served, Serving } from "./serving.js";
import { startWorkerProcesses } from "./worker-processes.js";

/** Crosswalk in one process: its database, requests for migrations, and what the API is about; it serves and works when told to. */
export interface App {
  readonly database: Database;
  readonly migrations: Migrations;
  readonly progress: ProgressFeed;
  readonly services: ApiServices;
  readonly reports: Reports;
  /** begins to serve the API; a port of 0 takes a free one */
  serve(at?: { readonly host: string; readonly port: number }): Promise<Served>;
  /** begins to work on migrations, those of other processes as well */
  work(): Promise<void>;
  /** has processes of its own work on them instead, which run the program as workers; the first are there */
  workApart(program: string, forked: readonly ChildProcess[]): Promise<void>;
  /** whether it takes jobs now; null where it was not told to work */
  isWorking(): boolean | null;
  /** gives back what it works on, ends serving, the database last */
  stop(): Promise<void>;
}

/** How long open downloads and requests may take to end once the process was told to stop. */
const GRACE_MS = 10_000;

export interface AppOptions extends Pick<OpenOptions, "isPrepared"> {
  /** whether it will be told to serve: what that needs is then loaded while the database starts */
  readonly willServe?: boolean;
}

/** Where this fails, `serve` tells. */
function loadServing(): void {
  Promise.all([import("./entrance.js"), import("./serving.js")]).catch(() => {});
}

/** Opens the database and puts the rooms together. */
export async function createApp(config: Config, { isPrepared, willServe }: AppOptions = {}): Promise<App> {
  const logger = createLogger(config.logLevel);
  const database = await openDatabase(config, { isPrepared, onLaunched: willServe ? loadServing : undefined });
  try {
    return await assemble({ config, logger, database, willServe: willServe ?? false });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

interface Assembled {
  readonly config: Config;
  readonly logger: StructuredLogger;
  readonly database: Database;
  readonly willServe: boolean;
}

async function assemble({ config, logger, database, willServe }: Assembled): Promise<App> {
  const { pool, url } = database;
  const access = openAccess(pool, config);
  // A process that works does without it. Hashing the first admin's password takes another core a quarter of a second.
  const enter = async () => (await import("./entrance.js")).openEntranceFor({ config, database, access });
  let entering = willServe ? enter() : null;
  entering?.catch(() => {});
  const progress = await openProgressFeed(url, pool);
  const reports = createReports({ pool, pipelines: PIPELINES, thresholds: config.thresholds });
  const migrations = createMigrations({
    store: createMigrationStore(database),
    pipelines: PIPELINES,
    rulesOf: fingerprintOf,
    codeVersion,
    sourcesOf: (pipeline) => describeSources(config, pipeline),
  });
  const services: ApiServices = {
    ...access,
    pipelines: PIPELINES,
    migrations,
    schedules: openSchedules(pool, config),
    progress,
    readers: createReaders(pool),
    reports,
    sponsors: createSponsorStore(pool),
    thresholds: config.thresholds,
  };
  const serving: Serving[] = [];
  const workers: Worker[] = [];
  const isWorking = (): boolean | null => (workers.length === 0 ? null : workers.every((worker) => worker.isWorking()));
  return {
    database,
    migrations,
    progress,
    services,
    reports,
    async serve({ host, port } = config) {
      const entered = entering ?? enter();
      entering = null;
      entered.catch(() => {});
      // A process that works does without GraphQL, HTTP and what else these need, which take a while to load.
      const { startServing } = await import("./serving.js");
      const begun = await startServing({
        ...{ config, database, access, entered, services, reports, isWorking, logger },
        ...{ host, port },
      });
      serving.push(begun);
      return begun;
    },
    async work() {
      const { startWork } = await import("./work.js");
      workers.push(await startWork({ config, database, progress, reports, logger }));
    },
    async workApart(program, forked) {
      const apart = startWorkerProcesses({ program, forked, databaseUrl: url, logger });
      // From now on: a stop ends those that have not begun as well, and until they have nobody is to count on them.
      workers.push(apart);
      await apart.begun;
    },
    isWorking,
    async stop() {
      await Promise.all(serving.map((each) => each.stopSchedules()));
      await Promise.all([...workers.map((worker) => worker.stop()), ...serving.map((each) => each.stop(GRACE_MS))]);
      await progress.stop();
      await database.stop();
    },
  };
}
