import type pg from "pg";
import { onTestFinished } from "vitest";
import { eventually } from "./eventually.js";

/** A transaction that the test keeps open, so that whoever meets its locks has to wait. */
export interface Held {
  query(sql: string, values?: unknown[]): Promise<pg.QueryResult>;
  commit(): Promise<void>;
}

export async function hold(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<Held> {
  const client = await pool.connect();
  await client.query("begin");
  await client.query(sql, values);
  let isOver = false;
  const end = async (how: "commit" | "rollback") => {
    if (isOver) return;
    isOver = true;
    await client.query(how);
    client.release();
  };
  // A test that fails in between must not keep others waiting.
  onTestFinished(() => end("rollback"));
  return { query: (more, its = []) => client.query(more, its), commit: () => end("commit") };
}

/** Waits until a session of this database waits for a lock in a statement like this; gives its process id. */
export async function blockedIn(pool: pg.Pool, statement: string): Promise<number> {
  let pid: number | undefined;
  await eventually(`a session waits in ${statement}`, async () => {
    const { rows } = await pool.query<{ pid: number }>(
      `select pid from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query ilike $1`,
      [`%${statement}%`],
    );
    pid = rows[0]?.pid;
    return pid !== undefined;
  });
  return pid as number;
}

export async function killSession(pool: pg.Pool, pid: number): Promise<void> {
  await pool.query("select pg_terminate_backend($1)", [pid]);
}

/** Whoever reads rows of this table has to wait until the gate is opened; who plans a query or writes has not. */
export async function closeGate(pool: pg.Pool, table: string): Promise<{ open(): Promise<void> }> {
  const name = table.slice(table.indexOf(".") + 1);
  await pool.query(`
    create or replace function public.pass_gate() returns boolean language plpgsql volatile as
      $$ begin perform pg_advisory_xact_lock_shared(4711); return true; end $$;
    alter table ${table} rename to ${name}_behind_gate;
    create view ${table} as select * from ${table}_behind_gate where public.pass_gate()`);
  // Registered first, so that it comes last: the gate is open by then.
  onTestFinished(async () => {
    await pool.query(`drop view ${table}; alter table ${table}_behind_gate rename to ${name}`);
  });
  const gate = await hold(pool, "select pg_advisory_xact_lock(4711)");
  return { open: () => gate.commit() };
}
