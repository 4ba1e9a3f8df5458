import path from "node:path";
import { locate } from "../../server/adapters/database/open.js";
import { loadConfig } from "../../server/config.js";
import { readEnvironment } from "../../server/environment.js";
import { PROJECT_ROOT } from "../../server/root.js";

/** Prisma's schema, from which schema migrations are authored. */
export const SCHEMA_FILE = path.join(PROJECT_ROOT, "prisma", "schema.prisma");

/** Runs the work on DATABASE_URL, or on the embedded server where that isn't set. */
export async function withDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
  const database = await locate(loadConfig(readEnvironment()));
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
