import pg from "pg";

/**
 * A connection of its own, not yet made. That it broke shows in the query that needed it, or at its end: told to nobody
 * while it has nothing to do, it would end the process.
 */
export function makeClient(config: pg.ClientConfig): pg.Client {
  const client = new pg.Client(config);
  client.on("error", () => {});
  return client;
}

/** Connections that are made as they are asked for. Those that broke are replaced; what is told of one is told to nobody. */
export function makePool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
