import type { Logger } from "../../core/ports.js";
import { SCHEMA_MIGRATIONS } from "../database/open.js";
import { readSchemaMigrations } from "../database/schema-migration-files.js";
import { historySchemaOf } from "../database/schema-migrations.js";
import { readPipelineFigures, readQueueFigures } from "./figures.js";
import { createMetrics, type Metrics } from "./metrics.js";
import { openObserverPool } from "./observer-pool.js";
import { createReadiness, type Readiness } from "./readiness.js";

/** How long whoever looks on waits for an answer. */
const PATIENCE_MS = 2_000;

/** What whoever operates Crosswalk can see of a process. */
export interface Operations {
  readonly readiness: () => Promise<Readiness>;
  readonly metrics: Metrics;
  stop(): Promise<void>;
}

export interface OperationsSettings {
  /** our own database */
  readonly url: string;
  readonly pipelines: readonly { readonly name: string }[];
  /** whether what takes jobs in this process lives; null where it is not to work */
  readonly isWorking: () => boolean | null;
  readonly countSubscribers: () => number;
  readonly log: Pick<Logger, "warn">;
  readonly patienceMs?: number;
}

export async function openOperations(settings: OperationsSettings): Promise<Operations> {
  const { url, pipelines, isWorking, countSubscribers, log, patienceMs = PATIENCE_MS } = settings;
  const schemaMigrations = (await readSchemaMigrations(SCHEMA_MIGRATIONS)).map(({ name }) => name);
  const names = pipelines.map(({ name }) => name);
  const pool = openObserverPool(url, patienceMs);
  return {
    readiness: createReadiness({ pool, schemaMigrations, historySchema: historySchemaOf(url), isWorking, patienceMs }),
    metrics: createMetrics({
      readPipelines: () => readPipelineFigures(pool, names),
      readQueue: () => readQueueFigures(pool),
      countSubscribers,
      isWorking,
      log,
    }),
    stop: () => pool.end(),
  };
}
