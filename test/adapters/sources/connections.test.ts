import { afterAll, beforeAll, expect, test } from "vitest";
import { type ReadingConnection, ReadingConnections } from "../../../server/adapters/sources/connections.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { killSession } from "../../helpers/interleave.js";

let database: TestDatabase;
let connections: ReadingConnections;

beforeAll(async () => {
  database = await createTestDatabase();
  connections = new ReadingConnections();
  await database.pool.query("create table things (id int); insert into things values (1), (2)");
});

afterAll(async () => {
  await connections.close();
  await database.drop();
});

const sessionOf = async (connection: ReadingConnection): Promise<number> =>
  (await connection.query<{ pid: number }>("select pg_backend_pid() as pid"))[0]?.pid as number;

/** What is done with a connection in hand; gives its session. */
async function take(use: (connection: ReadingConnection) => Promise<unknown> = async () => {}): Promise<number> {
  const connection = await connections.take(database.url);
  try {
    await use(connection);
    return await sessionOf(connection).catch(() => Number.NaN);
  } finally {
    await connection.release();
  }
}

const count = (connection: ReadingConnection) => connection.query("select count(*)::int as things from things");

test("one that was released goes to the next, who sees what there is by then", async () => {
  const session = await take((connection) => connection.openSnapshot({ besideOthers: true }));
  await database.pool.query("insert into things values (3)");
  const next = await take(async (connection) => {
    await connection.openSnapshot({ besideOthers: false });
    expect(await count(connection)).toEqual([{ things: 3 }]);
    const [setting] = await connection.query("show max_parallel_workers_per_gather");
    expect(setting).not.toEqual({ max_parallel_workers_per_gather: "0" });
    await expect(connection.query("delete from things")).rejects.toThrow(/read-only transaction/);
  });
  // A query that failed has ended its snapshot, and is no reason to end the connection.
  expect([next, await take()]).toEqual([Number.NaN, session]);
});

test("one on which rows were left unread is ended", async () => {
  const connection = await connections.take(database.url);
  const session = await sessionOf(connection);
  for await (const _ of connection.copy("select n, repeat('x', 200) from generate_series(1, 200000) as n")) break;
  await connection.release();
  expect(await take()).not.toBe(session);
});

test("one goes to one at a time, who has it no more once it is released", async () => {
  const connection = await connections.take(database.url);
  const session = await sessionOf(connection);
  expect(await take()).not.toBe(session);
  await connection.release();
  await connection.release();
  await expect(count(connection)).rejects.toThrow(/given back/);
});

test("one that was broken meanwhile goes to nobody", async () => {
  const session = await take();
  await killSession(database.pool, session);
  expect(await take()).not.toBe(session);
});
