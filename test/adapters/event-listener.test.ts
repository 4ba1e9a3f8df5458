import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listenTo } from "../../server/adapters/event-listener.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const LISTENING = "select pid from pg_stat_activity where datname = current_database() and query like 'listen %'";

describe("a listener", () => {
  it("hears again after its connection broke, over one connection only, and none once it stopped", async () => {
    const heard: string[] = [];
    let replaced = 0;
    const listener = await listenTo(
      database.url,
      "told",
      (payload) => heard.push(payload),
      () => replaced++,
    );
    const listening = async () => (await database.pool.query<{ pid: number }>(LISTENING)).rows.map(({ pid }) => pid);
    for (let broken = 0; broken < 3; broken++) {
      const [before] = await listening();
      await database.pool.query("select pg_terminate_backend($1)", [before]);
      await eventually("another connection listens", async () => {
        const now = await listening();
        return now.length === 1 && now[0] !== before && replaced === broken + 1;
      });
    }
    await database.pool.query("select pg_notify('told', 'after all')");
    await eventually("the event is heard", () => heard.length > 0);
    expect(heard).toEqual(["after all"]);
    expect(replaced).toBe(3);
    await listener.stop();
    await eventually("nobody listens", async () => (await listening()).length === 0);
  });

  it("that is stopped while it has no connection does not come back", async () => {
    const listener = await listenTo(database.url, "told", () => {});
    await database.pool.query(`select pg_terminate_backend(pid) from (${LISTENING}) as listening`);
    await listener.stop();
    expect((await database.pool.query(LISTENING)).rows).toEqual([]);
  });
});
