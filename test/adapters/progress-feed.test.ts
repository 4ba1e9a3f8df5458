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
    const listener = await listenTo(database.url, "told", (payload) => heard.push(payload));
    const listening = async () => (await database.pool.query<{ pid: number }>(LISTENING)).rows.map(({ pid }) => pid);
    for (let broken = 0; broken < 3; broken++) {
      const [before] = await listening();
      await database.pool.query("select pg_terminate_backend($1)", [before]);
      await eventually("another connection listens", async () => {
        const now = await listening();
        return now.length === 1 && now[0] !== before;
      });
    }
    await database.pool.query("select pg_notify('told', 'after all')");
    await eventually("the event is heard", () => heard.length > 0);
    expect(heard).toEqual(["after all"]);
    await listener.stop();
    await eventually("nobody listens", async () => (await listening()).length === 0);
  });
});
