import pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import type { Snapshot, Source } from "../../core/ports.js";
import { makeClient } from "../database/client.js";
import { parseCopyText, wholeLines } from "../database/copy-text.js";
import { connectionTo, type ReadingConnection, type ReadingConnections } from "./connections.js";

/** Where a PostgreSQL source is. */
export interface PostgresqlSource {
  readonly title: string;
  readonly url: string;
  readonly schema: string;
  /** the setting that says so, for errors */
  readonly setting: string;
}

/** Opens a service's database for reading; the connections can't write, whatever is asked of them. */
export async function openPostgresqlSource(at: PostgresqlSource, connections: ReadingConnections): Promise<Source> {
  const inHand = new Set<ReadingConnection>();
  const take = async (): Promise<ReadingConnection> => {
    const connection = await reach(at, () => connections.take(at.url));
    inHand.add(connection);
    return connection;
  };
  const schema = pg.escapeIdentifier(at.schema);
  // Told at once where it can't be reached. The first snapshot takes it over.
  let unused: ReadingConnection | null = await take();
  const idle = async (): Promise<ReadingConnection> => (unused ??= await take());
  const taken = async (): Promise<ReadingConnection> => {
    const connection = unused;
    unused = null;
    return connection ?? take();
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
      await Promise.all([...inHand].map((connection) => connection.release()));
    },
  };
}

/** A connection of its own to a service, or an error that says which setting to look at. */
export function connectTo(at: PostgresqlSource): Promise<pg.Client> {
  return reach(at, async () => {
    const client = makeClient(connectionTo(at.url, ""));
    await client.connect();
    return client;
  });
}

async function reach<T>(at: PostgresqlSource, connect: () => Promise<T>): Promise<T> {
  try {
    return await connect();
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

/** An error says which service it was. */
async function ask<T>(at: PostgresqlSource, query: () => Promise<T>): Promise<T> {
  try {
    return await query();
  } catch (cause) {
    throw sourceFailure(at, cause);
  }
}

async function columnsOf(
  connection: ReadingConnection,
  at: PostgresqlSource,
  table: string,
): Promise<ReadonlySet<string>> {
  const rows = await ask(at, () =>
    connection.query<{ name: string }>(
      `select a.attname as name
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace and n.nspname = $1
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relname = $2 and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
      [at.schema, table],
    ),
  );
  return new Set(rows.map(({ name }) => name));
}

async function openSnapshot(
  connection: ReadingConnection,
  at: PostgresqlSource,
  schema: string,
  { besideOthers = false }: { readonly besideOthers?: boolean } = {},
): Promise<Snapshot> {
  await ask(at, () => connection.openSnapshot({ besideOthers }));
  return {
    async count(table) {
      const from = `${schema}.${pg.escapeIdentifier(table)}`;
      const [row] = await ask(at, () => connection.query<{ count: string }>(`select count(*) from ${from}`));
      return Number(row?.count);
    },
    readLines: (select) => named(at, wholeLines(connection.copy(select(schema)))),
    read: (select) => named(at, parseCopyText(connection.copy(select(schema)))),
    close: () => connection.release(),
  };
}

/** An error says which service it was. */
async function* named<T>(at: PostgresqlSource, read: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* read;
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
