import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { CrosswalkError } from "../../core/errors.js";

/** One of Prisma's schema migrations: a folder with a script. */
export interface SchemaMigration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Reads the schema migrations of a folder, in the order in which they apply. */
export async function readSchemaMigrations(directory: string): Promise<SchemaMigration[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((cause) => {
    throw new CrosswalkError(
      "SCHEMA_MIGRATION_MISSING",
      `The folder of schema migrations can't be read: ${directory}. Restore it from version control.`,
      { cause },
    );
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readSchemaMigration(directory, name)));
}

/** Whether the script is the one that was applied, whatever line ends version control has given it since. */
export function isUnedited(migration: SchemaMigration, appliedChecksum: string): boolean {
  const unix = migration.sql.replaceAll("\r\n", "\n");
  const windows = unix.replaceAll("\n", "\r\n");
  return [migration.checksum, checksumOf(unix), checksumOf(windows)].includes(appliedChecksum);
}

async function readSchemaMigration(directory: string, name: string): Promise<SchemaMigration> {
  const file = path.join(directory, name, "migration.sql");
  const sql = await readFile(file, "utf8").catch((cause) => {
    throw new CrosswalkError(
      "SCHEMA_MIGRATION_MISSING",
      `The schema migration ${name} has no readable migration.sql (${file}). Restore the file, or remove the folder.`,
      { cause },
    );
  });
  return { name, sql, checksum: checksumOf(sql) };
}

function checksumOf(sql: string): string {
  return createHash("sha256").update(sql).digest("hex");
}
