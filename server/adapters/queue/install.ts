import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";

const silent = new Logger(() => () => {});

/** Makes the queue's tables in their own PostgreSQL schema, or brings them up to date; several processes may ask at once. */
export async function installQueue(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  // It only keeps a lock: that it broke shows in what the others do, and without a listener it would end the process.
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('crosswalk queue'))");
    await runMigrations({ connectionString: url, logger: silent });
  } finally {
    await client.end().catch(() => {});
  }
}
