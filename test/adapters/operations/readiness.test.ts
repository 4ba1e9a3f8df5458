import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openObserverPool } from "../../../server/adapters/operations/observer-pool.js";
import { createReadiness, type ReadinessDependencies } from "../../../server/adapters/operations/readiness.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { eventually } from "../../helpers/eventually.js";

/** More than a slow machine takes. */
const patienceMs = 30_000;

let database: TestDatabase;
let pool: pg.Pool;
let known: readonly string[];
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openObserverPool(database.url, patienceMs);
  await runMigrations({ connectionString: database.url });
  const { rows } = await database.pool.query<{ name: string }>(
    "select migration_name as name from public._prisma_migrations order by name",
  );
  known = rows.map(({ name }) => name);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

function readiness(changes: Partial<ReadinessDependencies> = {}) {
  return createReadiness({
    pool,
    schemaMigrations: known,
    historySchema: "public",
    isWorking: () => true,
    patienceMs,
    ...changes,
  });
}

describe("a process is ready", () => {
  it.each([true, null])("where all is there and it works (%s)", async (works) => {
    expect(known.length).toBeGreaterThan(2);
    expect(await readiness({ isWorking: () => works })()).toEqual({ database: true, schema: true, queue: true });
  });

  it("though a later build has applied more than this one knows", async () => {
    expect(await readiness({ schemaMigrations: known.slice(1) })()).toMatchObject({ schema: true });
  });
});

describe("a process is not ready", () => {
  it.each([
    ["was never applied", "delete from"],
    ["did not come to its end", "update", "set finished_at = null"],
    ["was rolled back", "update", "set rolled_back_at = now()"],
  ])("where a schema migration %s", async (_what, verb, change = "") => {
    await database.pool.query(`
      create schema history; create table history._prisma_migrations as table public._prisma_migrations;
      ${verb} history._prisma_migrations ${change} where migration_name = '${known.at(-1)}'`);
    expect(await readiness({ historySchema: "history" })()).toEqual({ database: true, schema: false, queue: true });
    await database.pool.query("drop schema history cascade");
  });

  it("where nothing was ever applied", async () => {
    expect(await readiness({ historySchema: "elsewhere" })()).toEqual({ database: true, schema: false, queue: true });
  });

  it("where what should take jobs does not", async () => {
    expect(await readiness({ isWorking: () => false })()).toEqual({ database: true, schema: true, queue: false });
  });

  it("where the queue's tables are missing", async () => {
    const other = await createTestDatabase();
    await other.pool.query("drop schema if exists graphile_worker cascade");
    const observer = openObserverPool(other.url, patienceMs);
    expect(await readiness({ pool: observer })()).toEqual({ database: true, schema: true, queue: false });
    await observer.end();
    await other.drop();
  });
});

describe("a database that is gone", () => {
  const nothing = { database: false, schema: false, queue: false };

  it("is told", async () => {
    const observer = openObserverPool("postgresql://nobody@127.0.0.1:1/none", patienceMs);
    expect(await readiness({ pool: observer })()).toEqual(nothing);
    await observer.end();
  });

  it("without waiting for it where it takes connections and says nothing", async () => {
    const sockets: Socket[] = [];
    const mute = createServer((socket) => sockets.push(socket.on("error", () => {}))).listen(0, "127.0.0.1");
    await once(mute, "listening");
    const observer = openObserverPool(
      `postgresql://nobody@127.0.0.1:${(mute.address() as AddressInfo).port}/none`,
      100,
    );
    expect(await readiness({ pool: observer })()).toEqual(nothing);
    for (const socket of sockets) socket.destroy();
    mute.close();
    await observer.end();
  });

  it("and has come back is told too", async () => {
    const url = new URL(database.url);
    url.searchParams.set("application_name", "to be ended");
    const observer = openObserverPool(url.href, patienceMs);
    let at = 0;
    const ready = readiness({ pool: observer, now: () => at });
    expect(await ready()).toMatchObject({ database: true });
    const ended = await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'to be ended'",
    );
    expect(ended.rowCount).toBeGreaterThan(0);
    await eventually("the database is told of again", async () => {
      at += 1_000;
      return (await ready()).database;
    });
    await observer.end();
  });
});

describe("an answer", () => {
  function counted(works = true) {
    const clock = { now: 0 };
    let checks = 0;
    const isWorking = () => {
      checks++;
      return works;
    };
    return { clock, checks: () => checks, ready: readiness({ isWorking, now: () => clock.now }) };
  }

  it("is for all who ask meanwhile", async () => {
    const { ready, checks } = counted();
    await Promise.all(Array.from({ length: 50 }, () => ready()));
    expect(checks()).toBe(1);
  });

  it.each([
    { works: true, holds: 1_000, what: "a second" },
    { works: false, holds: 100, what: "a tenth of that, where something is not there" },
  ])("holds for $what, and no longer", async ({ works, holds }) => {
    const { ready, checks, clock } = counted(works);
    expect(await ready()).toEqual({ database: true, schema: true, queue: works });
    clock.now = holds - 1;
    await ready();
    expect(checks()).toBe(1);
    clock.now = holds;
    await ready();
    expect(checks()).toBe(2);
  });
});
