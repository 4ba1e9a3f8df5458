import { tmpdir } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import type pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../server/adapters/database/open.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
/** holds what stands in the way */
let holder: pg.PoolClient;

beforeEach(async () => {
  database = await createTestDatabase();
  holder = await database.pool.connect();
});
afterEach(async () => {
  holder.release(true);
  await database.drop();
});

const open = () => openDatabase({ databaseUrl: database.url, dataDirectory: tmpdir(), embeddedAccount: null });

/** Has PostgreSQL end a connection of the database as soon as there is one like that. */
async function endConnection(condition: string): Promise<void> {
  for (let ended = 0; ended === 0; await turn()) {
    const { rowCount } = await holder.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and ${condition}`,
    );
    ended = rowCount ?? 0;
  }
}

test("a database that is lost while it is opened is told as one that can't be reached", async () => {
  await holder.query("select pg_advisory_lock(hashtext('crosswalk queue'))");
  const opening = open();
  opening.catch(() => {});
  // It waits for its turn with the queue's tables.
  await endConnection("wait_event_type = 'Lock' and wait_event = 'advisory'");
  await expect(opening).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  await expect(opening).rejects.toThrow(/can't be reached: terminating connection/);
  await expect(opening).rejects.not.toThrow(new URL(database.url).password);
});

test("a connection that is lost while nothing is asked by it does not end the process", async () => {
  await holder.query("begin");
  await holder.query("lock table graphile_worker.migrations in access exclusive mode");
  const opening = open();
  opening.catch(() => {});
  // Another connection waits for the table; the one that sees to it that nobody else makes it has nothing to do.
  await endConnection(`state = 'idle' and query like '%advisory_lock%crosswalk queue%'
    and exists (select from pg_locks where relation = 'graphile_worker.migrations'::regclass and not granted)`);
  await holder.query("rollback");
  await (await opening).stop();
});

test("it is opened where nothing stands in the way, however often", async () => {
  for (let time = 0; time < 2; time++) {
    const opened = await open();
    expect((await opened.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await opened.stop();
  }
});
