import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { CrosswalkError } from "../../core/errors.js";
import type { Snapshot, Source } from "../../core/ports.js";
import { makeClient } from "../database/client.js";
import { parseCopyText, wholeLines } from "../database/copy-text.js";

/** Where a PostgreSQL source is. */
export interface PostgresqlSource {
  readonly title: string;
  readonly url: string;
  readonly schema: string;
  /** the setting that says so, for errors */
  readonly setting: string;
}

/** Opens a service's database for reading; the connections can't write, whatever is asked of them. */
export async function openPostgresqlSource(at: PostgresqlSource): Promise<Source> {
  const connections = new Set<pg.Client>();
  const connect = async (): Promise<pg.Client> => {
    const client = await connectTo(at, READING);
    connections.add(client);
    return client;
  };
  const schema = pg.escapeIdentifier(at.schema);
  // Told at once where it can't be reached. The first snapshot takes it over: to connect takes longer than many a query.
  let unused: pg.Client | null = await connect();
  const idle = async (): Promise<pg.Client> => (unused ??= await connect());
  const taken = async (): Promise<pg.Client> => {
    const client = unused;
    unused = null;
    return client ?? connect();
  };

  return {
    title: at.title,
    schema: at.schema,
    columnsOf: async (table) => columnsOf(await idle(), at, table),
    async unreadable(select) {
      try {
        await (await idle()).query(`explain ${select(schema)}`);
        return null;
      } catch (cause) {
        // Class 42: the query does not go with the schema, or with our rights. Anything else is the service's failure.
        if (cause instanceof pg.DatabaseError && cause.code?.startsWith("42")) return cause.message;
        throw sourceFailure(at, cause);
      }
    },
    openSnapshot: async (options) => openSnapshot(await taken(), at, schema, options),
    close: async () => {
      await Promise.all([...connections].map((client) => client.end()));
    },
  };
}

/**
 * Few large queries, whose sorts and hashes then need no disk, and whose plans are not worth compiling: together a third
 * of the time that they took.
 */
const READING = "-c default_transaction_read_only=on -c work_mem=64MB -c jit=off";

/** A connection to a service, or an error that says which setting to look at. */
export async function connectTo(at: PostgresqlSource, settings: string): Promise<pg.Client> {
  const client = makeClient({
    connectionString: at.url,
    options: `-c timezone=UTC -c datestyle=ISO ${settings}`,
    application_name: "crosswalk",
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    return client;
  } catch (cause) {
    throw new CrosswalkError(
      "SOURCE_UNREACHABLE",
      `${at.title} can't be reached at ${withoutPassword(at.url)}: ${reasonOf(cause)}. Check ${at.setting} and that the database answers.`,
      { cause },
    );
  }
}

/** What went wrong while reading or writing a service, with the service's name. */
export function sourceFailure(at: PostgresqlSource, cause: unknown): CrosswalkError {
  if (cause instanceof CrosswalkError) return cause;
  return new CrosswalkError(
    "SOURCE_FAILED",
    `${at.title} failed: ${reasonOf(cause)}. Nothing half-done is kept; start the migration again once it answers.`,
    { cause },
  );
}

/** Runs a query of ours; an error says which service it was. */
async function ask<R extends pg.QueryResultRow>(
  client: pg.Client,
  at: PostgresqlSource,
  sql: string,
  values: unknown[] = [],
): Promise<R[]> {
  try {
    return (await client.query<R>(sql, values)).rows;
  } catch (cause) {
    throw sourceFailure(at, cause);
  }
}

async function columnsOf(client: pg.Client, at: PostgresqlSource, table: string): Promise<ReadonlySet<string>> {
  const rows = await ask<{ name: string }>(
    client,
    at,
    `select a.attname as name
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relname = $2 and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    [at.schema, table],
  );
  return new Set(rows.map(({ name }) => name));
}

async function openSnapshot(
  client: pg.Client,
  at: PostgresqlSource,
  schema: string,
  { besideOthers = false }: { readonly besideOthers?: boolean } = {},
): Promise<Snapshot> {
  await ask(client, at, "begin isolation level repeatable read read only");
  if (besideOthers) await ask(client, at, "set local max_parallel_workers_per_gather = 0");
  // The snapshot is taken by the first query, not by BEGIN; the other source's is being taken now, not later.
  await ask(client, at, "select 1");
  return {
    async count(table) {
      const from = `${schema}.${pg.escapeIdentifier(table)}`;
      const [row] = await ask<{ count: string }>(client, at, `select count(*) from ${from}`);
      return Number(row?.count);
    },
    readLines: (select) => named(at, () => wholeLines(copy(select))),
    read: (select) => named(at, () => parseCopyText(copy(select))),
    close: () => client.end(),
  };

  function copy(select: (schema: string) => string): AsyncIterable<Buffer> {
    return client.query(copyTo(`copy (${select(schema)}) to stdout`));
  }
}

/** What is begun once somebody reads it; an error says which service it was. */
async function* named<T>(at: PostgresqlSource, begin: () => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* begin();
  } catch (cause) {
    throw sourceFailure(at, cause);
  }
}

function withoutPassword(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 5432}${pathname}`;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return reasonOf(cause.errors[0]);
  // Errors about data (class 22) and constraints (class 23) quote values, which may be a person's.
  if (cause instanceof pg.DatabaseError && /^2[23]/.test(cause.code ?? ""))
    return cause.message.replace(/(?<=[:"]).*$/s, "…");
  return cause instanceof Error ? cause.message : String(cause);
}
