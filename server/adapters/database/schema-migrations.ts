import pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import { makeClient } from "./client.js";
import { isUnedited, readSchemaMigrations, type SchemaMigration } from "./schema-migration-files.js";
import {
  findHistory,
  type History,
  type HistoryRow,
  openHistory,
  withHistoryLock,
} from "./schema-migration-history.js";

/**
 * Applies the folder's schema migrations that the database lacks, and returns their names.
 * The same as `prisma migrate deploy`, whose engine offline machines can't get; either may follow the other.
 */
export async function applySchemaMigrations(
  databaseUrl: string,
  directory: string,
  warn: (message: string) => void = console.warn,
): Promise<string[]> {
  const migrations = await readSchemaMigrations(directory);
  return withConnection(databaseUrl, (client, schema) =>
    withHistoryLock(client, async () => {
      const history = await openHistory(client, schema);
      const pending = pendingAfter(await history.read(), migrations, warn);
      for (const migration of pending) await apply(client, schema, history, migration);
      return pending.map(({ name }) => name);
    }),
  );
}

/** Returns the names of the folder's schema migrations that the database lacks; changes nothing. */
export async function pendingSchemaMigrations(databaseUrl: string, directory: string): Promise<string[]> {
  const migrations = await readSchemaMigrations(directory);
  return withConnection(databaseUrl, async (client, schema) => {
    const history = await findHistory(client, schema);
    return pendingAfter((await history?.read()) ?? [], migrations, () => {}).map(({ name }) => name);
  });
}

/** Lets a failed schema migration be applied again; returns whether there was one of that name. */
export async function markSchemaMigrationRolledBack(databaseUrl: string, name: string): Promise<boolean> {
  return withConnection(databaseUrl, (client, schema) =>
    withHistoryLock(client, async () => {
      const history = await findHistory(client, schema);
      return history !== undefined && (await history.markRolledBack(name)) > 0;
    }),
  );
}

/** The PostgreSQL schema in which Prisma keeps its history. */
export function historySchemaOf(databaseUrl: string): string {
  return new URL(databaseUrl).searchParams.get("schema") ?? "public";
}

function pendingAfter(
  rows: readonly HistoryRow[],
  migrations: readonly SchemaMigration[],
  warn: (message: string) => void,
): SchemaMigration[] {
  const failed = rows.find(({ finished }) => !finished);
  if (failed !== undefined) throw failedEarlier(failed);
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum !== undefined && !isUnedited(migration, checksum)) {
      warn(
        `The schema migration ${migration.name} was edited after it was applied; the database has the earlier one. ` +
          "Restore the file, and put the change into a new schema migration.",
      );
    }
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function apply(client: pg.Client, schema: string, history: History, migration: SchemaMigration): Promise<void> {
  const id = await history.start(migration);
  try {
    // Each script starts from the same search path, whatever the one before has set.
    await client.query(`set search_path = ${pg.escapeIdentifier(schema)}`);
    // Without parameters a query may hold many statements, and they are one transaction.
    await client.query(migration.sql);
  } catch (cause) {
    const said = describe(cause);
    // A script with a "begin" of its own leaves its transaction open.
    await client.query("rollback").catch(() => undefined);
    await history.fail(id, said).catch(() => undefined);
    throw new CrosswalkError(
      "SCHEMA_MIGRATION_FAILED",
      `The schema migration ${migration.name} failed, and what it had done was undone: ${said}. ${repair(migration.name)}`,
      { cause },
    );
  }
  await history.finish(id);
}

function failedEarlier({ name, logs }: HistoryRow): CrosswalkError {
  const why = logs === null || logs === "" ? "it was cut off before its end" : logs;
  return new CrosswalkError(
    "SCHEMA_MIGRATION_FAILED",
    `The schema migration ${name} failed earlier: ${why}. Nothing is applied until that is settled. ${repair(name)}`,
  );
}

const repair = (name: string) =>
  `Mend its script or the database, then run: npm run db:migrate -- --rolled-back ${name}`;

function describe(cause: unknown): string {
  const { message, code, detail, position } = cause as pg.DatabaseError;
  const parts = [
    message,
    detail,
    cause instanceof pg.DatabaseError && `SQLSTATE ${code}`,
    position && `at character ${position}`,
  ];
  return parts.filter(Boolean).join("; ");
}

async function withConnection<T>(
  databaseUrl: string,
  work: (client: pg.Client, schema: string) => Promise<T>,
): Promise<T> {
  const schema = historySchemaOf(databaseUrl);
  const client = makeClient({
    connectionString: databaseUrl,
    application_name: "crosswalk schema migrations",
    options: "-c timezone=UTC",
  });
  await client.connect().catch((cause) => {
    throw new CrosswalkError(
      "DATABASE_UNREACHABLE",
      `No connection to PostgreSQL at ${client.host}:${client.port}, database ${client.database}: ${describe(cause)}. ` +
        "Check DATABASE_URL, or unset it to use the embedded server.",
      { cause },
    );
  });
  try {
    return await work(client, schema);
  } finally {
    await client.end().catch(() => undefined);
  }
}
