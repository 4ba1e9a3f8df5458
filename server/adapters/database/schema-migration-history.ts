import { randomUUID } from "node:crypto";
import pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import type { SchemaMigration } from "./schema-migration-files.js";

/** A row of Prisma's table that still counts: not marked as rolled back. */
export interface HistoryRow {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly logs: string | null;
}

/** Prisma's record of the schema migrations applied to a database. */
export interface History {
  read(): Promise<HistoryRow[]>;
  start(migration: SchemaMigration): Promise<string>;
  finish(id: string): Promise<void>;
  fail(id: string, logs: string): Promise<void>;
  markRolledBack(name: string): Promise<number>;
}

/** Returns the history in the schema, its table made if it is not there. */
export async function openHistory(client: pg.Client, schema: string): Promise<History> {
  await createTable(client, schema);
  return historyIn(client, schema);
}

/** Returns the history in the schema, or undefined where nothing was ever applied. */
export async function findHistory(client: Pick<pg.Pool, "query">, schema: string): Promise<History | undefined> {
  const { rows } = await client.query<{ found: string | null }>("select to_regclass($1) as found", [tableIn(schema)]);
  return rows[0]?.found === null ? undefined : historyIn(client, schema);
}

/** Runs the work while no other process, Prisma's included, can apply schema migrations to the database. */
export async function withHistoryLock<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("set lock_timeout = '60s'");
  await client.query("select pg_advisory_lock($1)", [prismaLockKey]).catch((cause) => {
    throw new CrosswalkError(
      "SCHEMA_MIGRATIONS_BUSY",
      "Another process has been applying schema migrations to this database for over 60 s. Wait for it, or end it, and try again.",
      { cause },
    );
  });
  try {
    await client.query("reset lock_timeout");
    return await work();
  } finally {
    // A lost connection has lost its lock as well.
    await client.query("select pg_advisory_unlock($1)", [prismaLockKey]).catch(() => undefined);
  }
}

/** The key that Prisma's own schema engine takes. */
const prismaLockKey = 72_707_369;

const tableIn = (schema: string) => `${pg.escapeIdentifier(schema)}."_prisma_migrations"`;

async function createTable(client: pg.Client, schema: string): Promise<void> {
  // "if not exists" would ask for the right to create even where the schema is there.
  const { rowCount } = await client.query("select from pg_namespace where nspname = $1", [schema]);
  if (rowCount === 0) await client.query(`create schema ${pg.escapeIdentifier(schema)}`);
  if ((await findHistory(client, schema)) !== undefined) return;
  await client.query(`
    create table ${tableIn(schema)} (
      id                  varchar(36)  primary key not null,
      checksum            varchar(64)  not null,
      finished_at         timestamptz,
      migration_name      varchar(255) not null,
      logs                text,
      rolled_back_at      timestamptz,
      started_at          timestamptz  not null default now(),
      applied_steps_count integer      not null default 0
    )`);
}

function historyIn(client: Pick<pg.Pool, "query">, schema: string): History {
  const table = tableIn(schema);
  return {
    read: async () => {
      const { rows } = await client.query<HistoryRow>(
        `select migration_name as name, checksum, finished_at is not null as finished, logs
         from ${table} where rolled_back_at is null order by started_at`,
      );
      return rows;
    },
    start: async ({ name, checksum }) => {
      const id = randomUUID();
      await client.query(`insert into ${table} (id, checksum, migration_name) values ($1, $2, $3)`, [
        id,
        checksum,
        name,
      ]);
      return id;
    },
    finish: async (id) => {
      await client.query(
        `update ${table} set finished_at = now(), applied_steps_count = applied_steps_count + 1 where id = $1`,
        [id],
      );
    },
    fail: async (id, logs) => {
      await client.query(`update ${table} set logs = $2 where id = $1`, [id, logs]);
    },
    markRolledBack: async (name) => {
      const { rowCount } = await client.query(
        `update ${table} set rolled_back_at = now()
         where migration_name = $1 and finished_at is null and rolled_back_at is null`,
        [name],
      );
      return rowCount ?? 0;
    },
  };
}
