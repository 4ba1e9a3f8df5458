import pg from "pg";
import { SESSION_OPTIONS } from "../database/open.js";

/**
 * Connections for looking on, apart from those that work: a busy pool must not look like a database that is gone, and
 * one that is gone must not hold whoever asks: `patienceMs` is for each step.
 */
export function openObserverPool(url: string, patienceMs: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    options: SESSION_OPTIONS,
    application_name: "crosswalk observer",
    max: 2,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    statement_timeout: patienceMs,
  });
  // A connection that breaks shows in the query that needed it.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
