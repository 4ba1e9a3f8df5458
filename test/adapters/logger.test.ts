import { describe, expect, it } from "vitest";
import { createLogger } from "../../server/adapters/logger.js";

/** What is written by something that logs. */
function logged(log: (logger: ReturnType<typeof createLogger>) => void): string {
  let text = "";
  const write = (line: string): void => {
    text += line;
  };
  log(createLogger("trace", { write }));
  return text;
}

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

const SECRET = "hunter2hunter2";

it("a line is JSON with its level, time, process and what it is about", () => {
  const text = logged((logger) => logger.child({ migrationId: 7 }).warn({ part: 3 }, "lost"));
  expect(lines(text)).toEqual([
    {
      level: "warn",
      time: expect.stringMatching(/^20\d\d-\d\d-\d\dT[\d:.]+Z$/),
      pid: process.pid,
      hostname: expect.any(String),
      migrationId: 7,
      part: 3,
      msg: "lost",
    },
  ]);
});

describe("nobody's secrets are in it", () => {
  it.each([
    ["a header", { headers: { authorization: SECRET, cookie: SECRET } }],
    ["a setting", { config: { credentials: { password: SECRET } } }],
    ["a schedule", { webhookSecret: SECRET, secret: SECRET }],
    ["a database's address", { url: `postgresql://me:${SECRET}@db:5432/main?sslmode=require` }],
    ["an address without a name", { url: `postgresql://:${SECRET}@db/main` }],
    ["an address deep inside", { a: { b: [{ c: { d: `see https://${SECRET}@host/` } }] } }],
    ["a header in a text", { said: `Authorization: Basic ${Buffer.from(SECRET).toString("base64")}` }],
  ])("not by %s", (_what, fields) => {
    const text = logged((logger) => logger.info(fields, "something"));
    expect(text).toContain("[masked]");
    expect(text).not.toMatch(/hunter|aHVudGVy/);
    expect(lines(text)[0]).toMatchObject({ msg: "something" });
  });

  it("nor by a message", () => {
    const text = logged((logger) => logger.error({}, `no connection to postgresql://me:${SECRET}@db:5432/main`));
    expect(lines(text)[0]).toMatchObject({ msg: "no connection to postgresql://[masked]@db:5432/main" });
  });
});

it("counts and texts are told under names that could hold more", () => {
  const text = logged((logger) => logger.info({ rows: 500, error: "SOURCE_FAILED" }, "something"));
  expect(lines(text)[0]).toMatchObject({ rows: 500, error: "SOURCE_FAILED" });
});

describe("nobody's personal data is in it", () => {
  it.each([
    ["a row", { row: { email: "sok@example.org" } }],
    ["rows", { batch: { rows: [["sok@example.org"]] } }],
    ["a query's variables", { request: { variables: { search: "sok@example.org" } } }],
  ])("not by %s", (_what, fields) => {
    expect(logged((logger) => logger.info(fields, "something"))).not.toContain("sok@");
  });

  it.each(["err", "error", "cause"])("nor by an error under %s, of which only its place is told", (name) => {
    const error = Object.assign(new Error("Key (email)=(sok@example.org) already exists"), {
      code: "23505",
      detail: "Key (email)=(sok@example.org)",
    });
    const text = logged((logger) => logger.error({ [name]: error }, "a write failed"));
    expect(text).not.toContain("sok@");
    expect(lines(text)[0]).toMatchObject({
      msg: "a write failed",
      [name]: { name: "Error", code: "23505", at: expect.arrayContaining([expect.stringContaining("logger.test.ts")]) },
    });
  });
});
