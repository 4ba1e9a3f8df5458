import pg from "pg";
import { expect, it } from "vitest";
import { AUTHORIZATION, startTestApi } from "../helpers/api.js";
import { addToken } from "../helpers/people.js";

it("the first admin gets in while the database is down, to see that it is; nobody else does", async () => {
  const api = await startTestApi();
  const { authorization } = await addToken(api, "VIEWER");
  const url = new URL(api.database.url);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const metrics = (credentials: string) =>
    fetch(`${api.server.url}/metrics`, { headers: { authorization: credentials } });

  await client.query(`alter database ${name} allow_connections false`);
  await client.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  const told = await metrics(AUTHORIZATION);
  expect(told.status).toBe(200);
  expect(await told.text()).toMatch(/^crosswalk_database_up 0$/m);
  expect((await metrics(authorization)).status).toBe(500);
  const wrong = await metrics(`Basic ${Buffer.from("someone:wrong").toString("base64")}`);
  expect(wrong.status).toBe(500);
  expect(await wrong.text()).toMatch(/Internal error [0-9a-f-]{36}/);

  await client.query(`alter database ${name} allow_connections true`);
  await client.end();
  await api.stop();
});
