import { tmpdir } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDatabase } from "../../../server/adapters/database/open.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const open = () => openDatabase({ databaseUrl: database.url, dataDirectory: tmpdir(), embeddedAccount: null });

test("a database that is lost while it is opened is told as one that can't be reached", async () => {
  const holder = await database.pool.connect();
  await holder.query("select pg_advisory_lock(hashtext('crosswalk queue'))");
  const opening = open();
  opening.catch(() => {});
  // It waits for its turn with the queue's tables; then PostgreSQL ends its connection.
  for (let ended = 0; ended === 0; await turn()) {
    const { rowCount } = await holder.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
    );
    ended = rowCount ?? 0;
  }
  await expect(opening).rejects.toMatchObject({ code: "DATABASE_UNREACHABLE" });
  await expect(opening).rejects.toThrow(/can't be reached: terminating connection/);
  await expect(opening).rejects.not.toThrow(new URL(database.url).password);
  holder.release();
});

test("a connection that is lost while nothing is asked by it does not end the process", async () => {
  const holder = await database.pool.connect();
  await holder.query("begin");
  await holder.query("lock table graphile_worker.migrations in access exclusive mode");
  const opening = open();
  opening.catch(() => {});
  // Another connection waits for the table; the one that sees to it that nobody else makes it has nothing to do.
  for (let ended = 0; ended === 0; await turn()) {
    const { rowCount } = await holder.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and state = 'idle' and query like '%advisory_lock%crosswalk queue%'
          and exists (select from pg_locks where relation = 'graphile_worker.migrations'::regclass and not granted)`,
    );
    ended = rowCount ?? 0;
  }
  await holder.query("rollback");
  holder.release();
  await (await opening).stop();
});

test("it is opened where nothing stands in the way, however often", async () => {
  for (let time = 0; time < 2; time++) {
    const opened = await open();
    expect((await opened.pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await opened.stop();
  }
});
