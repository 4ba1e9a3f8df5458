import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { withSession } from "../place/session.js";
import { copyOut } from "./copy-out.js";

/** The schemas of which a migration may fill tables. */
const SCHEMAS = ["crosswalk", "sis"];
/** Where the rows are stored again. */
const SCRATCH = "bench_floor";

/** A table that a migration filled, and the file that its rows are in. */
export interface StoredTable {
  readonly schema: string;
  readonly name: string;
  readonly rows: number;
  readonly file: string;
}

/** Writes the rows of all tables that are empty in the one database and are not in the other into files of a folder. */
export async function dumpStoredRows(before: string, after: string, folder: string): Promise<readonly StoredTable[]> {
  const wasEmpty = new Set((await withSession(before, countRows)).filter(({ rows }) => rows === 0).map(identify));
  return withSession(after, async (session) => {
    const filled = (await countRows(session)).filter((table) => table.rows > 0 && wasEmpty.has(identify(table)));
    const stored: StoredTable[] = [];
    for (const table of filled) {
      const file = path.join(folder, `${identify(table)}.copy`);
      const columns = (await columnsOf(session, table)).join(", ");
      await copyOut(session, `select ${columns} from ${identify(table)}`, createWriteStream(file), "(format binary)");
      stored.push({ ...table, file });
    }
    return stored;
  });
}

/**
 * Stores the rows again, into empty tables with the same columns, constraints, indexes and settings, in one transaction
 * that is flushed to disk like any other.
 */
export async function storeRows(url: string, tables: readonly StoredTable[]): Promise<void> {
  await withSession(url, async (session) => {
    await session.query(`begin; create schema ${SCRATCH}`);
    for (const table of tables) {
      const target = `${SCRATCH}.${pg.escapeIdentifier(`${table.schema} ${table.name}`)}`;
      await session.query(await createLikeSql(session, table, target));
      const columns = (await columnsOf(session, table)).join(", ");
      const copy = session.query(copyFrom(`copy ${target} (${columns}) from stdin (format binary)`));
      await pipeline(createReadStream(table.file, { highWaterMark: 256 * 1024 }), copy);
    }
    await session.query("commit");
  });
}

type TableName = Pick<StoredTable, "schema" | "name">;

function identify({ schema, name }: TableName): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

async function countRows(session: pg.Client): Promise<readonly (TableName & { readonly rows: number })[]> {
  // A partition is told of by its table.
  const { rows: tables } = await session.query<TableName>(
    `select nspname as schema, relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where nspname = any($1) and relkind in ('r', 'p') and not relispartition order by 1, 2`,
    [SCHEMAS],
  );
  const counted: (TableName & { rows: number })[] = [];
  for (const table of tables) {
    const { rows } = await session.query<{ rows: number }>(`select count(*)::int as rows from ${identify(table)}`);
    counted.push({ ...table, rows: rows[0]?.rows ?? 0 });
  }
  return counted;
}

async function columnsOf(session: pg.Client, table: TableName): Promise<readonly string[]> {
  const { rows } = await session.query<{ name: string }>(
    `select attname as name from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [identify(table)],
  );
  return rows.map(({ name }) => pg.escapeIdentifier(name));
}

/** `like` takes over neither a table's settings nor that it is unlogged. */
async function createLikeSql(session: pg.Client, table: TableName, target: string): Promise<string> {
  const { rows } = await session.query<{ settings: string[] | null; unlogged: boolean }>(
    `select c.reloptions || (select array_agg('toast.' || option) from unnest(t.reloptions) option) as settings,
            c.relpersistence = 'u' as unlogged
       from pg_class c left join pg_class t on t.oid = c.reltoastrelid where c.oid = $1::regclass`,
    [identify(table)],
  );
  const [found] = rows;
  const settings = found?.settings?.length ? `with (${found.settings.join(", ")})` : "";
  return `create ${found?.unlogged ? "unlogged " : ""}table ${target} (like ${identify(table)} including all) ${settings}`;
}
