import type { ApiServices } from "../schema/services.js";
import { type KeptCredentials, loadCredentials } from "./adapters/credentials.js";
import { type Database, openDatabase } from "./adapters/database/open.js";
import { fingerprint } from "./adapters/fingerprint.js";
import { createLogger } from "./adapters/logger.js";
import { openProgressFeed } from "./adapters/progress-feed.js";
import { createReports, type Reports } from "./adapters/reports/reports.js";
import { fingerprintOf } from "./adapters/rules.js";
import { openSource, openTarget, type SourceSettings } from "./adapters/sources/open.js";
import { createChangeStore } from "./adapters/stores/changes.js";
import { openFindingsTransaction } from "./adapters/stores/findings-transaction.js";
import { createMigrationStore } from "./adapters/stores/migrations.js";
import { createProgressStore } from "./adapters/stores/progress.js";
import { createReaders } from "./adapters/stores/readers.js";
import { createSponsorStore } from "./adapters/stores/sponsors.js";
import { createStudentTarget } from "./adapters/stores/students/target.js";
import { type Config, SOURCE_SETTINGS, type SourceLocation } from "./config.js";
import { faultOf } from "./core/fault.js";
import type { Logger, ProgressFeed } from "./core/ports.js";
import { mountDownloads } from "./http/downloads.js";
import { createHttpServer, type HttpServer } from "./http/server.js";
import { createExecution } from "./jobs/execute.js";
import { createMigrationJobs, type MigrationJobs } from "./jobs/migrations.js";
import { PIPELINES } from "./pipelines/index.js";

/** Crosswalk in one process: its database, its migrations, and what the API is about; it serves when told to. */
export interface App {
  readonly database: Database;
  readonly migrations: MigrationJobs;
  readonly progress: ProgressFeed;
  readonly services: ApiServices;
  readonly reports: Reports;
  /** begins to serve the API; a port of 0 takes a free one */
  serve(at?: { readonly host: string; readonly port: number }): Promise<Serving>;
  /** ends running migrations and serving, the database last */
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

async function assemble(config: Config, logger: Logger, database: Database): Promise<App> {
  const { pool, url } = database;
  const progress = await openProgressFeed(url, pool);
  const reports = createReports({ pool, pipelines: PIPELINES, thresholds: config.thresholds });
  const store = createMigrationStore(database);
  const migrations = createMigrationJobs({
    store,
    pipelines: PIPELINES,
    logger,
    rulesOf: fingerprintOf,
    execute: createExecution({
      store,
      progressStore: createProgressStore(pool),
      changes: createChangeStore(pool),
      progress,
      logger,
      openSource: async (name) => openSource(locateSource(config, url, name)),
      openTarget: async (name) => openTarget(locateSource(config, url, name)),
      openFindings: (migrationId) => openFindingsTransaction(pool, migrationId),
      openUpsertTarget: (pipeline) => createStudentTarget({ pool, pipeline }),
      now: () => new Date(),
      fingerprint,
      measureReports: (migrationId) => reports.measure(migrationId),
      retentionMigrations: config.retentionMigrations,
    }),
  });
  await migrations.endAbandoned();

  const services: ApiServices = {
    pipelines: PIPELINES,
    migrations,
    progress,
    readers: createReaders(pool),
    reports,
    sponsors: createSponsorStore(pool),
    thresholds: config.thresholds,
  };
  const servers: HttpServer[] = [];

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
        routes: (router) =>
          mountDownloads(router, reports, (error) => logger.error(faultOf(error), "a download failed")),
      });
      servers.push(server);
      return { url: server.url, credentials };
    },
    async stop() {
      await migrations.stop();
      await Promise.all(servers.map((server) => server.stop(GRACE_MS)));
      await progress.stop();
      await database.stop();
    },
  };
}

/** Where a pipeline's source is: its own database, or ours. */
function locateSource(config: Config, mainUrl: string, name: string): SourceSettings {
  const sources: Readonly<Record<string, { title: string; at: SourceLocation; setting: string }>> = {
    ecf: { title: "ECF", at: config.ecf, setting: SOURCE_SETTINGS.ecf },
    npq: { title: "NPQ registration", at: config.npq, setting: SOURCE_SETTINGS.npq },
    legacy: { title: "Legacy student system", at: config.legacy, setting: SOURCE_SETTINGS.legacy },
  };
  const source = sources[name];
  if (!source) throw new Error(`no setting says where the source ${name} is`);
  return { title: source.title, url: source.at.url ?? mainUrl, schema: source.at.schema, setting: source.setting };
}
