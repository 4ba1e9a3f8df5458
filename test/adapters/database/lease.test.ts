import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Leases, openLeases } from "../../../server/adapters/database/lease.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { eventually } from "../../helpers/eventually.js";

let database: TestDatabase;
let ours: Leases;
let theirs: Leases;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ours = openLeases(database.url, "our worker");
  theirs = openLeases(database.url, "their worker");
});
afterEach(() => Promise.all([ours.close(), theirs.close()]));

async function sessionsOf(worker: string): Promise<readonly number[]> {
  const { rows } = await database.pool.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = $1 and datname = current_database()",
    [worker],
  );
  return rows.map(({ pid }) => pid);
}

describe("the lease of a part", () => {
  it("is held by one worker at a time, and by it once", async () => {
    const lease = await ours.take(1);
    expect(lease).not.toBeNull();
    expect(await theirs.take(1)).toBeNull();
    expect(await ours.take(1)).toBeNull();
    await lease?.release();
    expect(await theirs.take(1)).not.toBeNull();
    expect(await ours.take(1)).toBeNull();
  });

  it("is taken over the same session as others, before it and beside it", async () => {
    const first = await ours.take(1);
    const [session] = await sessionsOf("our worker");
    await first?.release();
    expect(await Promise.all([ours.take(1), ours.take(2)])).not.toContain(null);
    expect(await sessionsOf("our worker")).toEqual([session]);
  });

  it("is lost with its session, as all are that it held; the next is taken over another", async () => {
    const leases = await Promise.all([ours.take(1), ours.take(2)]);
    const [session] = await sessionsOf("our worker");
    await database.pool.query("select pg_terminate_backend($1)", [session]);
    await eventually("both are lost", () => leases.every((lease) => lease?.lost.aborted));
    for (const lease of leases) await lease?.release();
    expect(await theirs.take(1)).not.toBeNull();
    const next = await ours.take(2);
    expect(next?.lost.aborted).toBe(false);
    expect(await sessionsOf("our worker")).not.toContain(session);
  });

  it("goes with the worker that closes what it has open", async () => {
    await ours.take(1);
    await ours.close();
    expect(await theirs.take(1)).not.toBeNull();
  });

  it("can't be taken where the database can't be reached", async () => {
    const unreachable = new URL(database.url);
    unreachable.pathname = "/there_is_no_such_database";
    const nobodys = openLeases(unreachable.href, "a worker");
    await expect(nobodys.take(1)).rejects.toThrow(/there_is_no_such_database/);
    await expect(nobodys.take(1)).rejects.toThrow(/there_is_no_such_database/);
  });
});
