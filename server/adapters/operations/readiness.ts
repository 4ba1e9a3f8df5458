import type pg from "pg";
import { findHistory } from "../database/schema-migration-history.js";

/** What a server needs to be of use, and whether it is there. */
export interface Readiness {
  /** it answers */
  readonly database: boolean;
  /** every schema migration that this build knows is applied */
  readonly schema: boolean;
  /** the queue's tables are there, and what takes jobs in this process, if anything is to, lives */
  readonly queue: boolean;
}

export interface ReadinessDependencies {
  readonly pool: pg.Pool;
  /** the names of the schema migrations that this build knows, and the PostgreSQL schema of their history */
  readonly schemaMigrations: readonly string[];
  readonly historySchema: string;
  /** null: this process is not to work */
  readonly isWorking: () => boolean | null;
  /** how long a check may take; one that takes longer does not hold */
  readonly patienceMs: number;
  readonly now?: () => number;
}

/** Anybody may ask, so that an answer holds for a while; that something is not there yet may change at any moment. */
const HOLDS_MS = 1_000;
const LACKING_HOLDS_MS = 100;

/** Checks readiness, at most once at a time and once a second, or ten times a second where something is not there. */
export function createReadiness(dependencies: ReadinessDependencies): () => Promise<Readiness> {
  const now = dependencies.now ?? (() => performance.now());
  let latest: Promise<Readiness> | null = null;
  let validUntil = Number.POSITIVE_INFINITY;
  return () => {
    if (latest && now() < validUntil) return latest;
    validUntil = Number.POSITIVE_INFINITY;
    latest = check(dependencies).then((found) => {
      validUntil = now() + (Object.values(found).every(Boolean) ? HOLDS_MS : LACKING_HOLDS_MS);
      return found;
    });
    return latest;
  };
}

async function check({
  pool,
  schemaMigrations,
  historySchema,
  isWorking,
  patienceMs,
}: ReadinessDependencies): Promise<Readiness> {
  const holds = (condition: () => Promise<boolean>) => holdsWithin(patienceMs, condition);
  const database = await holds(async () => (await pool.query("select 1")).rowCount === 1);
  if (!database) return { database, schema: false, queue: false };
  const [schema, queue] = await Promise.all([
    holds(() => isSchemaWhole(pool, historySchema, schemaMigrations)),
    holds(async () => isWorking() !== false && (await isQueueThere(pool))),
  ]);
  return { database, schema, queue };
}

/** A check that fails or does not come to its end does not hold; why is for the log of what needed it. */
async function holdsWithin(patienceMs: number, condition: () => Promise<boolean>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  try {
    return await Promise.race([condition().catch(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function isSchemaWhole(pool: pg.Pool, historySchema: string, known: readonly string[]): Promise<boolean> {
  const history = await findHistory(pool, historySchema);
  const rows = (await history?.read()) ?? [];
  const applied = new Set(rows.filter(({ finished }) => finished).map(({ name }) => name));
  return known.every((name) => applied.has(name));
}

async function isQueueThere(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>(
    "select to_regclass('graphile_worker.jobs') is not null as there",
  );
  return rows[0]?.there === true;
}
