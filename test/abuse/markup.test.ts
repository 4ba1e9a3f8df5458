import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Row } from "../../server/core/record.js";
import { users } from "../../server/pipelines/npq/users.js";
import { AUTHORIZATION, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { storeUpsert } from "../helpers/stored-upsert.js";
import { LEAKS, sendRaw } from "./raw-request.js";

/** What people have put into names to run it where these are shown. */
const MARKUP = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</script><svg/onload=alert(1)>",
  "javascript:alert(1)",
  "{{constructor.constructor('alert(1)')()}}",
  "$\u007b7*7}",
  '=HYPERLINK("http://evil.example","x")',
  "@SUM(1+1)*cmd|' /C calc'!A0",
  "+1+cmd",
  "-2+3",
  "\tTab=1",
  "'; drop table crosswalk.users; --",
  "\u202egnp.exe",
  "line\u2028separator",
  "__proto__",
];

let api: TestApi;
let npq: number;
let students: number;
beforeAll(async () => {
  api = await startTestApi();
  const row = (value: string, i: number): Row => {
    const cells = [value, value, `trn${i}`, `app${i}`, value, value, value, "1", value];
    return [value, ...cells];
  };
  const all = MARKUP.map(row);
  npq = await storeMigration(api.database.pool, [
    {
      model: users,
      left: all,
      right: all,
      duplicates: MARKUP.map((_, i) => ({ members: [i + 1, -i - 1], links: [] })),
      sharedValues: MARKUP.map((value) => ({ key: "trn", value })),
    },
  ]);
  students = await storeUpsert(api.database.pool, {
    rejections: MARKUP.map((value) => ({
      recordId: value,
      reason: "missing_critical_data",
      message: value,
      row: { name: value, [value === "__proto__" ? "proto" : value]: value },
    })),
    unknownCodes: Object.fromEntries(MARKUP.filter((value) => value !== "__proto__").map((value) => [value, 1])),
  });
});
afterAll(() => api.stop());

const get = (path: string, headers = {}) =>
  fetch(api.server.url + path, { headers: { authorization: AUTHORIZATION, ...headers } });

describe("markup in rows", () => {
  it("comes as JSON, letter by letter, and as nothing that a browser would run", async () => {
    const query = `{
      duplicates(migrationId: "${npq}", first: 100) { nodes { records { nodes { id fields { name value } keys { values } } } } }
      sharedValues(migrationId: "${npq}", first: 100) { nodes { value } }
      rejections(migrationId: "${students}", first: 100) { nodes { recordId message row } }
      migration(id: "${students}") { unknownCodes(first: 100) { code } }
    }`;
    const { headers, body } = await api.post(
      { query },
      { authorization: AUTHORIZATION, accept: "text/html, */*;q=0.1" },
    );
    expect(headers.get("content-type")).toMatch(/^application\/(graphql-response\+)?json/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    // biome-ignore lint/suspicious/noExplicitAny: read freely
    const data = body.data as any;
    expect(new Set(data.rejections.nodes.map(({ message }: { message: string }) => message))).toEqual(new Set(MARKUP));
    const names = data.duplicates.nodes.map(
      (node: { records: { nodes: { fields: { name: string; value: string }[] }[] } }) =>
        node.records.nodes[0]?.fields.find(({ name }) => name === "full_name")?.value,
    );
    expect(new Set(names)).toEqual(new Set(MARKUP));
    expect(data.sharedValues.nodes.map(({ value }: { value: string }) => value)).toEqual(MARKUP);
  });

  it("is downloaded as a file, never shown", async () => {
    for (const id of [npq, students]) {
      const { migration } = await api.query(`{ migration(id: "${id}") { reports { url } } }`);
      expect(migration.reports.length).toBeGreaterThan(1);
      for (const { url } of migration.reports) {
        const response = await get(url);
        await response.arrayBuffer();
        expect([response.status, url]).toEqual([200, url]);
        expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename=/);
        expect(response.headers.get("content-type")).toMatch(/^(application\/(json|yaml)|text\/csv; charset=utf-8)$/);
        expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      }
    }
  });

  it("is no formula in a spreadsheet", async () => {
    const text = await (await get(`/reports/${npq}/duplicates-users.csv`)).text();
    const cells = (parse(text) as string[][]).flat();
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    for (const value of MARKUP.filter((each) => !/^[=+\-@\t]/.test(each))) expect(cells).toContain(value);
  });

  it("is found by search as any other text is, and breaks out of nothing", async () => {
    for (const search of MARKUP) {
      const query = `query ($search: String) { duplicates(migrationId: "${npq}", search: $search) { totalCount } }`;
      expect((await api.query(query, { search })).duplicates.totalCount, search).toBeGreaterThanOrEqual(1);
    }
  });
});

describe("markup in requests", () => {
  it("comes back in errors as JSON alone", async () => {
    for (const value of MARKUP) {
      const paths = [`/reports/1/${encodeURIComponent(value)}`, `/${encodeURIComponent(value)}`];
      for (const path of paths) {
        const response = await get(path, { accept: "text/html" });
        expect([response.status, response.headers.get("content-type")]).toEqual([
          404,
          "application/json; charset=utf-8",
        ]);
      }
    }
  });

  it("is no name of a user, a token or a schedule that could be taken for another", async () => {
    for (const value of MARKUP) {
      const input = { username: value, role: "VIEWER", password: "long enough for one" };
      const made = await api.query(
        "mutation ($input: CreateUserInput!) { createUser(input: $input) { user { username } userErrors { code } } }",
        { input },
      );
      const isName = !/[:\t\u202e]/.test(value);
      expect(made.createUser.user?.username ?? null, value).toBe(isName ? value : null);
    }
  });
});

describe("tricks with paths", () => {
  it.each([
    "/reports/1/../../../package.json",
    "/reports/1/..%2f..%2f..%2fpackage.json",
    "/reports/1/%2e%2e/%2e%2e/package.json",
    "/reports/..%5c..%5cpackage.json/x",
    "/reports/1/result.json%00.csv",
    "/reports/1/result.json%0d%0aSet-Cookie:%20x=y",
    "/reports/1%2f..%2f1/result.json",
    "/reports/-1/result.json",
    "/reports/0x1/result.json",
    "/reports/1e0/result.json",
    "/reports/99999999999999999999/result.json",
    "/reports/__proto__/constructor",
    "/schemas/..%2fschema.graphql",
    "/schemas/%2e%2e/package.json",
    "/.env",
    "/.data/admin-password",
    "/dist/../package.json",
    "//etc/passwd",
  ])("%s lead to nothing", async (path) => {
    const request = `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${AUTHORIZATION}\r\nConnection: close\r\n\r\n`;
    const { status, head, body } = await sendRaw(api.server.port, request);
    expect([400, 404]).toContain(status);
    expect(head.toLowerCase()).not.toContain("set-cookie");
    expect(body).not.toMatch(LEAKS);
    expect(body).not.toContain('"private": true');
  });

  it("lead no further without signing in", async () => {
    for (const path of [
      "/graphql/../health/live/../metrics",
      "/health/live/%2e%2e/metrics",
      "/health//live/../../metrics",
      "/HEALTH/LIVE/x",
    ]) {
      const { status, body } = await sendRaw(
        api.server.port,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );
      expect(status, path).toBe(401);
      expect(body).not.toContain("crosswalk_database_up");
    }
  });
});
