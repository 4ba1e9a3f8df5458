import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../../server/adapters/database/embedded/start.js";
import { applySchemaMigrations } from "../../server/adapters/database/schema-migrations.js";
import { installQueue } from "../../server/adapters/queue/install.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The database that test databases are copied from; nobody may stay connected to it. */
    readonly templateUrl: string;
  }
}

const migrations = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

/** Runs one server of its own for the whole test run, whatever DATABASE_URL says. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(os.tmpdir(), "crosswalk-test-"));
  // As root the server runs under another account, which has to pass here.
  await chmod(directory, 0o711);
  const server = await startEmbeddedPostgres({
    directory: path.join(directory, "postgres"),
    database: "crosswalk_template",
    // Tests find sessions by their statements, whole ones.
    settings: { track_activity_query_size: "16kB", fsync: "off" },
  });
  const tearDown = async () => {
    await server.stop();
    for (const made of new Set([directory, server.directory])) await rm(made, { recursive: true, force: true });
  };
  try {
    await applySchemaMigrations(server.url, migrations);
    await installQueue(server.url);
  } catch (cause) {
    await tearDown();
    throw cause;
  }
  project.provide("templateUrl", server.url);
  return tearDown;
}
