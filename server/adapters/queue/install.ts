import { Logger, runMigrations } from "graphile-worker";
import { makeClient } from "../database/client.js";

const silent = new Logger(() => () => {});

/** Makes the queue's tables in their own PostgreSQL schema, or brings them up to date; several processes may ask at once. */
export async function installQueue(url: string): Promise<void> {
  const client = makeClient({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('crosswalk queue'))");
    await runMigrations({ connectionString: url, logger: silent });
  } finally {
    await client.end().catch(() => {});
  }
}
