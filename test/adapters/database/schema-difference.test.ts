import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findDifference, writeSchemaMigration } from "../../../scripts/database/schema-difference.js";
import { applySchemaMigrations } from "../../../server/adapters/database/schema-migrations.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

const schema = `
datasource db {
  provider = "postgresql"
  schemas  = ["school"]
}
model Pupil {
  id    Int      @id @default(autoincrement())
  name  String
  born  DateTime @db.Timestamptz(6)
  marks Json     @default("{}")
  @@index([name])
  @@schema("school")
}
`;
const withTeacher = `${schema}
model Teacher {
  id Int @id
  @@schema("school")
}
`;

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(path.join(os.tmpdir(), "crosswalk-difference-"));
});
afterEach(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

test("a difference becomes a schema migration that leaves none, nor any throwaway database", async () => {
  const comparison = {
    schemaFile: path.join(directory, "schema.prisma"),
    migrationsDirectory: path.join(directory, "migrations"),
    serverUrl: database.url,
  };
  const write = (label: string, sql: string, at: string) =>
    writeSchemaMigration(comparison.migrationsDirectory, label, sql, new Date(at));
  await writeFile(comparison.schemaFile, schema);

  const first = await findDifference(comparison);
  expect(first).toContain('CREATE TABLE "school"."Pupil"');
  expect(await write("Create pupil!", first!, "2026-01-02T03:04:05Z")).toBe("20260102030405_create_pupil_");
  expect(await findDifference(comparison)).toBeUndefined();

  await writeFile(comparison.schemaFile, withTeacher);
  const second = await findDifference(comparison);
  expect(second).toContain('CREATE TABLE "school"."Teacher"');
  expect(second).not.toContain("Pupil");
  const name = await write("teacher", second!, "2026-01-03T00:00:00Z");
  // Semicolons within functions and strings must not cut the script when it is tried.
  const file = path.join(comparison.migrationsDirectory, name, "migration.sql");
  const trigger =
    "create function school.f() returns trigger language plpgsql as $$ begin perform ';'; return new; end $$;";
  await writeFile(file, `${await readFile(file, "utf8")}\n${trigger}\n`);
  expect(await findDifference(comparison)).toBeUndefined();

  expect(await applySchemaMigrations(`${database.url}?schema=history`, comparison.migrationsDirectory)).toHaveLength(2);
  const left = await database.pool.query("select from pg_database where datname like 'crosswalk_throwaway_%'");
  expect(left.rowCount).toBe(0);
});
