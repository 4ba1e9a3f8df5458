import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  CreateScheduleDocument,
  ScheduleDocument,
  UpdateScheduleDocument,
} from "../../scripts/client/graphql/graphql.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { createLegacyTable, fillLegacyTable } from "../helpers/students-scenario.js";

const SETTINGS = {
  LOG_LEVEL: "silent",
  WEBHOOK_ALLOW_LOCAL: "true",
  MIGRATION_USERNAME: "someone",
  MIGRATION_PASSWORD: "a password",
};

let database: TestDatabase;
let apps: App[];
let receiver: Server;
const told: { migration: { id: string; status: string }; rows: { created: number } }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await createLegacyTable(database);
  await fillLegacyTable(database, [{ id: "1" }, { id: "2" }]);
  const config = loadConfig({ DATABASE_URL: database.url, ...SETTINGS });
  apps = [await createApp(config), await createApp(config)];
  receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => {
      body += text;
    });
    request.on("end", () => {
      told.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => void receiver.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  for (const app of apps) await app.stop();
  receiver.close();
  await database.drop();
});

it("two servers start what a schedule asks for once each time, and its webhook is told of each end once", async () => {
  const [first] = await Promise.all(apps.map((app) => app.serve({ host: "127.0.0.1", port: 0 })));
  await apps[0]?.work();
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers freely
  const ask = async (query: { toString(): string }, variables: object): Promise<any> => {
    const response = await fetch(`${first?.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Basic ${btoa("someone:a password")}` },
      body: JSON.stringify({ query: query.toString(), variables }),
    });
    return ((await response.json()) as { data: unknown }).data;
  };
  const { port } = receiver.address() as AddressInfo;
  const { createSchedule } = await ask(CreateScheduleDocument, {
    input: {
      ...{ name: "each second", pipeline: "students", cron: "* * * * * *", overlap: "QUEUE" },
      webhook: { url: `http://127.0.0.1:${port}/`, on: "EVERY_END" },
    },
  });
  expect(createSchedule.userErrors).toEqual([]);
  const { id } = createSchedule.schedule;
  const history = async () => (await ask(ScheduleDocument, { id, runs: 100, deliveries: 100 })).schedule;
  await eventually("three seconds were due", async () => (await history()).runs.totalCount >= 3);
  await ask(UpdateScheduleDocument, { input: { id, enabled: false } });
  await eventually("all of them ended, and were told", async () => {
    const { runs, deliveries } = await history();
    return (
      deliveries.nodes.filter(({ status }: { status: string }) => status === "DELIVERED").length === runs.totalCount
    );
  });

  const { runs } = await history();
  const migrationIds: string[] = runs.nodes.map(({ migration }: { migration: { id: string } }) => migration.id);
  expect(new Set(migrationIds).size).toBe(runs.totalCount);
  expect(runs.nodes.every(({ migration }: { migration: { status: string } }) => migration.status === "SUCCEEDED")).toBe(
    true,
  );
  expect(told.map(({ migration }) => migration.id).sort()).toEqual([...migrationIds].sort());
  expect(told.map(({ rows }) => rows.created).sort((a, b) => a - b)).toEqual([
    ...migrationIds.slice(1).map(() => 0),
    2,
  ]);
  const { rows } = await database.pool.query("select count(*)::int as migrations from crosswalk.migrations");
  expect(rows).toEqual([{ migrations: runs.totalCount }]);
}, 60_000);
