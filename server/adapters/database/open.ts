import path from "node:path";
import type pg from "pg";
import type { Config } from "../../config.js";
import { CrosswalkError } from "../../core/errors.js";
import { isTransient } from "../../core/transient.js";
import { PROJECT_ROOT } from "../../root.js";
import { installQueue } from "../queue/install.js";
import { makeClient, makePool } from "./client.js";
import { startEmbeddedPostgres } from "./embedded/start.js";
import type { PrismaClient } from "./generated/client.js";
import { openPrisma } from "./prisma.js";
import { applySchemaMigrations } from "./schema-migrations.js";

/** Our own database: one pool, shared by Prisma and by bulk work. */
export interface Database {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Prisma's client, loaded when it is first asked for */
  readonly prisma: () => Promise<PrismaClient>;
  /** where secrets may be kept that belong to this database */
  readonly directory: string;
  /** schema migrations that opening it applied */
  readonly applied: readonly string[];
  stop(): Promise<void>;
}

export const SCHEMA_MIGRATIONS = path.join(PROJECT_ROOT, "prisma", "migrations");

/** Sessions of ours: UTC, and quick plans, since our statements are many and short. */
export const SESSION_OPTIONS = "-c timezone=UTC -c jit=off -c search_path=crosswalk,public";

const LEAST_VERSION = 14;

export interface OpenOptions {
  /** whether another process, which this one works for, has seen to it that all is there */
  readonly isPrepared?: boolean | undefined;
  /** called when its server was launched, and there is nothing to do for a while but wait for it */
  readonly onLaunched?: (() => void) | undefined;
}

/** Opens DATABASE_URL or the embedded server, and applies the schema migrations that are not applied yet. */
export async function openDatabase(
  config: Pick<Config, "databaseUrl" | "dataDirectory" | "embeddedAccount">,
  { isPrepared = false, onLaunched }: OpenOptions = {},
): Promise<Database> {
  const server = await locate(config, onLaunched);
  try {
    const applied = isPrepared ? [] : await prepare(server);
    const pool = openPool(server.url, { name: "crosswalk", max: 12 });
    const prisma = openPrisma(pool);
    const stop = async (): Promise<void> => {
      await prisma.close();
      await pool.end();
      await server.stop();
    };
    return { url: server.url, pool, prisma: prisma.client, directory: server.directory, applied, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Gives the schema migrations that were not applied before. */
async function prepare({ url, isEmbedded }: Located): Promise<readonly string[]> {
  try {
    if (!isEmbedded) await checkVersion(url);
    // Each in a schema of its own. What the one does comes to its end where the other fails.
    const [applied, queue] = await Promise.allSettled([
      applySchemaMigrations(url, SCHEMA_MIGRATIONS),
      installQueue(url),
    ]);
    if (applied.status === "rejected") throw applied.reason;
    if (queue.status === "rejected") throw queue.reason;
    return applied.value;
  } catch (error) {
    // those of our own say more already
    throw error instanceof CrosswalkError || !isTransient(error) ? error : unreachable(url, error);
  }
}

/** A bounded pool of sessions that bear a name in the database. */
export function openPool(url: string, { name, max }: { readonly name: string; readonly max: number }): pg.Pool {
  return makePool({ connectionString: url, options: SESSION_OPTIONS, application_name: name, max });
}

interface Located {
  readonly url: string;
  /** it is our own server, of a version that we know */
  readonly isEmbedded: boolean;
  readonly directory: string;
  stop(): Promise<void>;
}

/** The database's address, without connecting to it. */
export async function locate(
  config: Pick<Config, "databaseUrl" | "dataDirectory" | "embeddedAccount">,
  onLaunched?: () => void,
): Promise<Located> {
  const directory = path.resolve(config.dataDirectory);
  if (config.databaseUrl !== null) {
    onLaunched?.();
    return { url: config.databaseUrl, isEmbedded: false, directory, stop: async () => {} };
  }
  const embedded = await startEmbeddedPostgres({
    directory: path.join(directory, "postgres"),
    database: "crosswalk",
    ...(config.embeddedAccount === null ? {} : { account: config.embeddedAccount }),
    ...(onLaunched ? { onLaunched } : {}),
  });
  return { ...embedded, isEmbedded: true };
}

function unreachable(url: string, cause: unknown): CrosswalkError {
  const { hostname, port, pathname } = new URL(url);
  return new CrosswalkError(
    "DATABASE_UNREACHABLE",
    `The database at ${hostname}:${port || 5432}${pathname} can't be reached: ${(cause as Error).message}. ` +
      "Check DATABASE_URL, or leave it out to use the embedded server.",
    { cause },
  );
}

async function checkVersion(url: string): Promise<void> {
  const client = makeClient({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect().catch((cause: unknown) => {
    throw unreachable(url, cause);
  });
  try {
    const { rows } = await client.query<{ version: number }>(
      "select current_setting('server_version_num')::int as version",
    );
    const major = Math.floor((rows[0]?.version ?? 0) / 10_000);
    if (major < LEAST_VERSION)
      throw new CrosswalkError(
        "DATABASE_TOO_OLD",
        `Crosswalk needs PostgreSQL ${LEAST_VERSION} or later; DATABASE_URL leads to ${major}. Upgrade it, or leave DATABASE_URL out.`,
      );
  } finally {
    await client.end().catch(() => {});
  }
}
