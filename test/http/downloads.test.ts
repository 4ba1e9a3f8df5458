import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import express, { type RequestHandler } from "express";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReports, type Reports } from "../../server/adapters/reports/reports.js";
import type { AuditLog, AuditNote } from "../../server/core/access/audit.js";
import { downloadRoutes } from "../../server/http/downloads.js";
import { mountRoutes } from "../../server/http/route.js";
import { PIPELINES } from "../../server/pipelines/index.js";
import { storeScene } from "../adapters/reports/scene.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";

let database: TestDatabase;
let server: Served;
let migration: number;

interface Served {
  readonly url: string;
  readonly faults: unknown[];
  close(): void;
}

const audited: AuditNote[] = [];
const audit: AuditLog = { append: async (note) => void audited.push(note) };
const asOperator: RequestHandler = (_request, response, next) => {
  response.locals.user = { name: "someone", role: "OPERATOR", by: { kind: "PROCESS" } };
  next();
};

async function serve(reports: Pick<Reports, "open">): Promise<Served> {
  const app = express();
  const faults: unknown[] = [];
  mountRoutes(app, downloadRoutes({ reports, audit, onFault: (fault) => void faults.push(fault) }), () => [asOperator]);
  const listening = http.createServer(app).listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  return { url, faults, close: () => listening.closeAllConnections() ?? listening.close() };
}

beforeAll(async () => {
  database = await createTestDatabase();
  const reports = createReports({ pool: database.pool, pipelines: PIPELINES });
  migration = await storeScene(database.pool);
  await reports.measure(migration);
  server = await serve(reports);
});
afterAll(async () => {
  server.close();
  await database.drop();
});

const get = (path: string, init?: RequestInit) => fetch(server.url + path, init);

describe("downloads", () => {
  it.each([
    ["orphans-users.yaml", "application/yaml"],
    ["duplicates-users.csv", "text/csv; charset=utf-8"],
    ["result.json", "application/json"],
  ])("%s comes as a file of its type", async (name, type) => {
    const response = await get(`/reports/${migration}/${name}`);
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("content-disposition")).toBe(`attachment; filename=npq-${migration}-${name}`);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-length")).toBe(String(body.length));
    expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]{64}"$/);
    if (type === "application/yaml") expect(load(body.toString())).toBeInstanceOf(Array);
  });

  it("tell about a report without its text", async () => {
    const response = await get(`/reports/${migration}/result.json`, { method: "HEAD" });
    expect(response.status).toBe(200);
    expect(Number(response.headers.get("content-length"))).toBeGreaterThan(1_000);
    expect(await response.text()).toBe("");
  });

  it.each(["/reports/999/result.json", "/reports/0/result.json", "/reports/1e3/result.json", "/reports/99999999999/x"])(
    "know nothing of %s",
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "REPORT_NOT_FOUND", message: expect.any(String) });
    },
  );

  it.each(["..%2f..%2fpackage.json", "%2e%2e%2fresult.json", "result.json%00", "%0d%0aSet-Cookie:x", "RESULT.JSON"])(
    "are not misled by %s",
    async (name) => expect((await get(`/reports/${migration}/${name}`)).status).toBe(404),
  );

  it("say where details were deleted, and where the migration is under way", async () => {
    const id = await storeScene(database.pool, "RUNNING");
    const underWay = await get(`/reports/${id}/result.json`);
    expect([underWay.status, await underWay.json()]).toMatchObject([409, { code: "MIGRATION_ACTIVE" }]);
    await database.pool.query(
      "update crosswalk.migrations set status = 'FAILED', details_deleted_at = now() where id = $1",
      [id],
    );
    const deleted = await get(`/reports/${id}/result.json`);
    expect([deleted.status, await deleted.json()]).toMatchObject([410, { code: "DETAILS_DELETED" }]);
  });

  it.each(["/schemas/result.json", "/schemas/student-report.json"])("serve %s", async (url) => {
    const response = await get(url);
    expect(response.headers.get("content-type")).toMatch("application/schema+json");
    expect(await response.json()).toMatchObject({ $id: url });
  });
});

describe("a report that fails", () => {
  const failing = (chunks: () => AsyncGenerator<Buffer>) =>
    serve({
      open: async () => ({
        fileName: "a.yaml",
        view: "PLAIN" as const,
        contentType: "application/yaml",
        bytes: null,
        sha256: null,
        stream: Readable.from(chunks(), { objectMode: false }),
      }),
    });

  it("at its start is an error, not a file", async () => {
    const broken = await failing(async function* () {
      if (broken) throw new Error("secret");
      yield Buffer.alloc(0);
    });
    const response = await fetch(`${broken.url}/reports/1/a.yaml`);
    expect(response.status).toBe(500);
    expect(response.headers.get("content-disposition")).toBeNull();
    expect(await response.text()).not.toContain("secret");
    expect(broken.faults).toHaveLength(1);
    broken.close();
  });

  it("on its way breaks the connection, so that no part looks whole", async () => {
    const broken = await failing(async function* () {
      yield Buffer.from("- one\n");
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new Error("lost");
    });
    const response = await fetch(`${broken.url}/reports/1/a.yaml`);
    await expect(response.text()).rejects.toThrow();
    expect(broken.faults).toHaveLength(1);
    broken.close();
  });
});
