import type pg from "pg";

/**
 * Reads in one snapshot, on one connection, for as long as somebody takes what is read.
 * The connection goes back to the pool when all was read; broken off, it may be in the middle of a COPY, and is closed.
 */
export async function* inSnapshot<T>(
  pool: pg.Pool,
  read: (client: pg.PoolClient) => AsyncIterable<T>,
): AsyncGenerator<T, void, undefined> {
  const client = await pool.connect();
  // A connection that is lost between two queries says so here; the next query fails with the reason.
  const ignore = (): void => {};
  client.on("error", ignore);
  let isWhole = false;
  try {
    await client.query("begin isolation level repeatable read read only");
    yield* read(client);
    await client.query("commit");
    isWhole = true;
  } finally {
    client.off("error", ignore);
    client.release(!isWhole);
  }
}
