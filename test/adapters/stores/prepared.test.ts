import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepared } from "../../../server/adapters/stores/prepared.js";
import type { Queryable } from "../../../server/adapters/stores/query.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
let client: pg.PoolClient;
let asked: Queryable;

beforeAll(async () => {
  database = await createTestDatabase();
  client = await database.pool.connect();
  asked = prepared(client);
});
afterAll(async () => {
  client.release();
  await database.drop();
});

async function preparedNow(): Promise<readonly string[]> {
  const { rows } = await client.query<{ statement: string }>("select statement from pg_prepared_statements order by 1");
  return rows.map(({ statement }) => statement);
}

test("a statement is prepared once a session, whatever values it is asked with", async () => {
  const text = "select $1::int + $2::int as sum";
  for (const [one, other, sum] of [
    [1, 2, 3],
    [3, 4, 7],
  ])
    expect((await asked.query(text, [one, other])).rows).toEqual([{ sum }]);
  expect((await asked.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  expect(await preparedNow()).toEqual(["select $1::int + $2::int as sum", "select 1 as one"]);
});

test("one that failed can be asked again, and one with a name of its own keeps it", async () => {
  await expect(asked.query("select 1 / $1::int as part", [0])).rejects.toThrow("division by zero");
  expect((await asked.query("select 1 / $1::int as part", [1])).rows).toEqual([{ part: 1 }]);
  await asked.query({ name: "own", text: "select 2 as two" });
  const { rows } = await client.query("select 1 from pg_prepared_statements where name = 'own'");
  expect(rows).toHaveLength(1);
});
