import type pg from "pg";
import { makePool } from "../database/client.js";
import { SESSION_OPTIONS } from "../database/open.js";

/**
 * Connections for looking on, apart from those that work: a busy pool must not look like a database that is gone, and
 * one that is gone must not hold whoever asks: `patienceMs` is for each step.
 */
export function openObserverPool(url: string, patienceMs: number): pg.Pool {
  return makePool({
    connectionString: url,
    options: SESSION_OPTIONS,
    application_name: "crosswalk observer",
    max: 2,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    statement_timeout: patienceMs,
  });
}
