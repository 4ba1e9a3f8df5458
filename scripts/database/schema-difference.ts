import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import { readSchemaMigrations } from "../../server/adapters/database/schema-migration-files.js";
import { withSchemaEngine } from "./schema-engine.js";
import { withThrowawayDatabase } from "./throwaway-database.js";

/** Where a difference is looked for: a Prisma schema, its schema migrations, and a server to try those on. */
export interface Comparison {
  readonly schemaFile: string;
  readonly migrationsDirectory: string;
  readonly serverUrl: string;
}

/** Returns the SQL that leads from the schema migrations to the Prisma schema; undefined where they agree. */
export async function findDifference(comparison: Comparison): Promise<string | undefined> {
  const schema = await readFile(comparison.schemaFile, "utf8");
  const migrations = await listMigrations(comparison.migrationsDirectory);
  return withThrowawayDatabase(comparison.serverUrl, (url) =>
    withSchemaEngine(url, [[comparison.schemaFile, schema]], async (engine) => {
      const { exitCode, stdout } = await engine.diff({
        from: { tag: "migrations", ...migrations },
        to: { tag: "schemaDatamodel", files: [{ path: comparison.schemaFile, content: schema }] },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      });
      return exitCode === differs ? (stdout ?? "") : undefined;
    }),
  );
}

/** Writes the SQL as a new schema migration and returns its name. */
export async function writeSchemaMigration(directory: string, label: string, sql: string, now: Date): Promise<string> {
  const timestamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const name = `${timestamp}_${label.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;
  await mkdir(path.join(directory, name), { recursive: true });
  await writeFile(path.join(directory, name, "migration.sql"), sql.endsWith("\n") ? sql : `${sql}\n`);
  const lock = path.join(directory, lockFile);
  if (!existsSync(lock))
    await writeFile(lock, '# Read by Prisma; keep it in version control.\nprovider = "postgresql"\n');
  return name;
}

const differs = 2;
const lockFile = "migration_lock.toml";
const lockText = '# Read by Prisma; keep it in version control.\nprovider = "postgresql"\n';

/** Reads the schema migrations in the form that the schema engine takes. */
export async function listMigrations(directory: string): Promise<MigrationList> {
  const migrations = existsSync(directory) ? await readSchemaMigrations(directory) : [];
  const lock = path.join(directory, lockFile);
  return {
    baseDir: path.resolve(directory),
    lockfile: { path: lockFile, content: existsSync(lock) ? await readFile(lock, "utf8") : lockText },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}
