import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Readiness } from "../../server/adapters/operations/readiness.js";
import { healthRoutes } from "../../server/http/health.js";
import { mountRoutes } from "../../server/http/route.js";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await runMigrations({ connectionString: api.database.url });
});
afterAll(() => api.stop());

describe("without signing in", () => {
  it("a probe learns that the process lives, and is of use", async () => {
    const live = await fetch(`${api.server.url}/health/live`);
    expect([live.status, await live.json()]).toEqual([200, { status: "live" }]);
    const ready = await fetch(`${api.server.url}/health/ready`);
    const checks = { database: true, schema: true, queue: true };
    expect([ready.status, await ready.json()]).toEqual([200, { status: "ready", checks }]);
    expect(ready.headers.get("cache-control")).toBe("no-store");
  });

  it("metrics are not told", async () => {
    const refused = await fetch(`${api.server.url}/metrics`);
    expect(refused.status).toBe(401);
    expect(await refused.text()).not.toContain("crosswalk_");
  });
});

it.each(["database", "schema", "queue"])("a server without its %s is not ready, and says no more", async (missing) => {
  const checks: Readiness = { database: true, schema: true, queue: true, [missing]: false };
  const app = express();
  mountRoutes(
    app,
    healthRoutes(async () => checks),
    () => [],
  );
  const server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
  const ready = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, { status: "not ready", checks }]);
  server.closeAllConnections();
  server.close();
});

it("metrics come in Prometheus' format", async () => {
  const metrics = await fetch(`${api.server.url}/metrics`, { headers: { authorization: AUTHORIZATION } });
  expect(metrics.status).toBe(200);
  expect(metrics.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(await metrics.text()).toMatch(/^crosswalk_database_up 1$/m);
});
