import type { ApiServices } from "../schema/services.js";
import type { AccessServices } from "./access.js";
import type { KeptCredentials } from "./adapters/credentials.js";
import type { Database } from "./adapters/database/open.js";
import type { StructuredLogger } from "./adapters/logger.js";
import { openOperations } from "./adapters/operations/open.js";
import type { Reports } from "./adapters/reports/reports.js";
import type { Config } from "./config.js";
import { faultOf } from "./core/fault.js";
import type { Entrance } from "./entrance.js";
import { downloadRoutes } from "./http/downloads.js";
import { createHttpServer } from "./http/server.js";
import { startSchedules } from "./schedules.js";

export interface ServingOptions {
  /** as it comes: the first admin's password is hashed on another core while this one puts the API together */
  readonly entered: Promise<{ readonly credentials: KeptCredentials; readonly entrance: Entrance }>;
  readonly config: Config;
  readonly database: Database;
  readonly access: AccessServices;
  readonly services: ApiServices;
  readonly reports: Reports;
  /** whether this process takes jobs; null where it is not to */
  readonly isWorking: () => boolean | null;
  readonly logger: StructuredLogger;
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
}

/** Where it answers, and whom it lets in first. */
export interface Served {
  readonly url: string;
  readonly credentials: KeptCredentials;
}

/** It answers, and starts what schedules ask for. */
export interface Serving extends Served {
  /** what is due from now on is for another server */
  stopSchedules(): Promise<void>;
  stop(graceMs: number): Promise<void>;
}

/** Puts together what serves: the sign-in, the API, downloads, pages, what operators look at, and the schedules. */
export async function startServing(options: ServingOptions): Promise<Serving> {
  const { config, database, access, entered, services, reports, isWorking, logger, host, port } = options;
  const { url, pool } = database;
  const operations = await openOperations({
    url,
    pipelines: services.pipelines,
    isWorking,
    countSubscribers: () => server.subscribers(),
    log: logger,
  });
  const server = await createHttpServer({
    host,
    port,
    services,
    entrance: entered.then(({ entrance }) => entrance),
    trustProxy: config.trustProxy,
    requestsPerMinute: config.requestsPerMinute,
    log: logger,
    operations,
    routes: downloadRoutes({
      reports,
      audit: access.audit,
      onFault: (error) => logger.error(faultOf(error), "a download failed"),
    }),
  });
  const schedules = await startSchedules({ url, pool, migrations: services.migrations, logger });
  return {
    url: server.url,
    credentials: (await entered).credentials,
    stopSchedules: () => schedules.stop(),
    async stop(graceMs) {
      await server.stop(graceMs);
      await operations.stop();
    },
  };
}
