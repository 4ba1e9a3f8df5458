import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { noteUse } from "../../../../server/adapters/stores/access/note-use.js";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database.js";

let database: TestDatabase;
let client: pg.PoolClient;
let other: pg.PoolClient;

beforeAll(async () => {
  database = await createTestDatabase();
  client = await database.pool.connect();
  other = await database.pool.connect();
  await client.query("set search_path = crosswalk");
});
afterAll(async () => {
  for (const each of [client, other]) each.release(true);
  await database.drop();
});

async function tokens(...names: readonly string[]): Promise<readonly number[]> {
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into crosswalk.api_tokens (name, role, hash, created_by, expires_at)
     select name, 'VIEWER', 'hash of ' || name, 'admin', now() + interval '1 day' from unnest($1::text[]) name
     returning id`,
    [names],
  );
  return rows.map(({ id }) => id);
}

async function noted(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    "select name from crosswalk.api_tokens where last_used_at is not null order by name",
  );
  return rows.map(({ name }) => name);
}

test("what was not noted of late is noted, but what somebody else is noting is not waited for", async () => {
  const [free, held, recent] = (await tokens("free", "held", "recent")) as [number, number, number];
  await other.query("begin");
  await other.query("select from crosswalk.api_tokens where id = $1 for update", [held]);

  const used = [free, held].map((id) => ({ id, isNoted: false }));
  await noteUse(client, "api_tokens", [...used, { id: recent, isNoted: true }]);
  expect(await noted()).toEqual(["free"]);

  await other.query("rollback");
  await noteUse(client, "api_tokens", used);
  expect(await noted()).toEqual(["free", "held"]);
});
