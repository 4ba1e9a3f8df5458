import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listMigrations } from "../../../scripts/database/schema-difference.js";
import { withSchemaEngine } from "../../../scripts/database/schema-engine.js";
import {
  applySchemaMigrations,
  markSchemaMigrationRolledBack,
  pendingSchemaMigrations,
} from "../../../server/adapters/database/schema-migrations.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
let url: string;
let schema: string;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase();
  // A schema of its own, so that the project's own schema migrations in the template don't count.
  schema = "tried";
  url = `${database.url}?schema=${schema}`;
  directory = await mkdtemp(path.join(os.tmpdir(), "crosswalk-migrations-"));
  await writeFile(path.join(directory, "migration_lock.toml"), 'provider = "postgresql"\n');
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const noWarning = (message: string) => {
  throw new Error(`unexpected warning: ${message}`);
};
const apply = () => applySchemaMigrations(url, directory, noWarning);

describe("applying schema migrations", () => {
  test("applies what is missing in the order of the names, and nothing a second time", async () => {
    await add("2_second", "insert into pupil values ('Ada; Grace');");
    await add(
      "1_first",
      "create table pupil (name text);\ncreate function f() returns int language sql as 'select 1;';",
    );
    expect(await pendingSchemaMigrations(url, directory)).toEqual(["1_first", "2_second"]);
    expect(await apply()).toEqual(["1_first", "2_second"]);
    expect(await apply()).toEqual([]);
    expect(await pendingSchemaMigrations(url, directory)).toEqual([]);

    await add("3_third", "alter table pupil add age int;");
    expect(await apply()).toEqual(["3_third"]);
    expect((await database.pool.query("select * from tried.pupil")).rows).toEqual([{ name: "Ada; Grace", age: null }]);
  });

  test("undoes one that fails, tells why and what to do, and goes on once it is mended", async () => {
    await add("1_good", "create table pupil (name text);");
    await add("2_bad", "create table teacher (name text); insert into nowhere values (1);");
    await expect(apply()).rejects.toMatchObject({ code: "SCHEMA_MIGRATION_FAILED" });
    expect(await tables()).toEqual(["_prisma_migrations", "pupil"]);

    await expect(apply()).rejects.toThrow(/2_bad failed earlier: .*"nowhere" does not exist.*--rolled-back 2_bad/);
    await add("2_bad", "create table teacher (name text);");
    expect(await markSchemaMigrationRolledBack(url, "1_good")).toBe(false);
    expect(await markSchemaMigrationRolledBack(url, "2_bad")).toBe(true);
    expect(await apply()).toEqual(["2_bad"]);
    expect(await tables()).toEqual(["_prisma_migrations", "pupil", "teacher"]);
  });

  test("undoes one that opened a transaction of its own and failed in it", async () => {
    await add("1_bad", "begin; create table pupil (name text); select 1 / 0; commit;");
    await expect(apply()).rejects.toThrow(/division by zero/);
    expect(await tables()).toEqual(["_prisma_migrations"]);
    await expect(apply()).rejects.toThrow(/1_bad failed earlier: division by zero/);
  });

  test("warns of one that was edited since, but not of other line ends", async () => {
    await add("1_first", "create table pupil (\n  name text\n);\n");
    await apply();
    await add("1_first", "create table pupil (\r\n  name text\r\n);\r\n");
    expect(await apply()).toEqual([]);

    await add("1_first", "create table pupil (\n  name varchar\n);\n");
    const warnings: string[] = [];
    expect(await applySchemaMigrations(url, directory, (message) => warnings.push(message))).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("1_first was edited after it was applied")]);
  });

  test("names a folder without a script", async () => {
    await mkdir(path.join(directory, "1_empty"));
    await expect(apply()).rejects.toMatchObject({ code: "SCHEMA_MIGRATION_MISSING" });
  });

  test("names the server that can't be reached, without the password", async () => {
    const unreachable = applySchemaMigrations("postgresql://somebody:secret@127.0.0.1:1/nowhere", directory);
    await expect(unreachable).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
    await expect(unreachable).rejects.toThrow(/127\.0\.0\.1:1, database nowhere(?!.*secret)/);
  });

  test("lets one of several at the same time do it", async () => {
    await add("1_first", "create table pupil (name text); select pg_sleep(0.1);");
    await add("2_second", "create table teacher (name text);");
    const results = await Promise.all([apply(), apply(), apply(), apply()]);
    expect(results.flat().sort()).toEqual(["1_first", "2_second"]);
  });
});

describe("Prisma's own engine", () => {
  beforeEach(async () => {
    // The engine asks its adapter for the schema, which is the default one.
    schema = "public";
    url = database.url;
    await database.pool.query("drop table if exists _prisma_migrations");
  });

  test("finds ours applied, and applies the next", async () => {
    await add("1_first", "create table pupil (name text);");
    await apply();
    await add("2_second", "create table teacher (name text);");
    expect(await applyWithPrisma()).toEqual(["2_second"]);
    expect(await apply()).toEqual([]);
  });

  test("leaves a history that we go on with, the same down to its columns", async () => {
    await add("1_first", "create table pupil (name text);");
    expect(await applyWithPrisma()).toEqual(["1_first"]);
    await add("2_second", "create table teacher (name text);");
    expect(await apply()).toEqual(["2_second"]);

    const theirs = await columns();
    const rows = await database.pool.query(
      "select migration_name, applied_steps_count, logs from _prisma_migrations order by 1",
    );
    await database.pool.query("drop table _prisma_migrations, pupil, teacher");
    expect(await apply()).toEqual(["1_first", "2_second"]);
    expect(await columns()).toEqual(theirs);
    expect(rows.rows[0]).toEqual({ ...rows.rows[1], migration_name: "1_first" });
  });

  test("sees what failed with us, and we what failed with it", async () => {
    await add("1_bad", "select 1 / 0;");
    await expect(apply()).rejects.toThrow(/division by zero/);
    await expect(applyWithPrisma()).rejects.toThrow(/1_bad/);
    await markSchemaMigrationRolledBack(url, "1_bad");
    await expect(applyWithPrisma()).rejects.toThrow(/division by zero/);
    await expect(apply()).rejects.toThrow(/1_bad failed earlier.*division by zero/s);
  });
});

async function add(name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, "migration.sql"), sql);
}

async function applyWithPrisma(): Promise<string[]> {
  const datamodel = 'datasource db {\n  provider = "postgresql"\n}\n';
  return withSchemaEngine(url, [["schema.prisma", datamodel]], async (engine) => {
    const filters = { externalTables: [], externalEnums: [] };
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await listMigrations(directory),
      filters,
    });
    return appliedMigrationNames;
  });
}

async function tables(): Promise<string[]> {
  const { rows } = await database.pool.query("select tablename from pg_tables where schemaname = $1 order by 1", [
    schema,
  ]);
  return rows.map(({ tablename }) => tablename);
}

async function columns(): Promise<unknown[]> {
  const { rows } = await database.pool.query(
    `select column_name, data_type, character_maximum_length, is_nullable, column_default
     from information_schema.columns where table_schema = $1 and table_name = '_prisma_migrations'
     order by ordinal_position`,
    [schema],
  );
  return rows;
}
