import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadNpqSample } from "../../prisma/sample/npq/load.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { runCommand } from "../helpers/command.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";

let database: TestDatabase;
let settings: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale: 0.01, seed: 1 });
  settings = { DATABASE_URL: database.url, MIGRATION_USERNAME: "tester", MIGRATION_PASSWORD: "a long enough one" };
});
afterAll(() => database.drop());

const migrate = (args: readonly string[], more: Record<string, string> = {}) =>
  runCommand("scripts/migrate.ts", args, { ...settings, ...more });

describe("npm run migrate", () => {
  it("runs a migration in its own process, one line a stage where there is no terminal", async () => {
    const { code, stdout } = await migrate(["npq", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^read users +3,034 of 3,034/m);
    expect(stdout).toContain("201 would be updated");
  });

  it("prints the migration with the API's field names for machines", async () => {
    const { code, stdout } = await migrate(["npq", "--json", "--batch-size", "50"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: "SUCCEEDED",
      trigger: "COMMAND_LINE",
      options: { batchSize: 50 },
      results: [
        { model: "users", total: 1133, matched: 916 },
        { model: "applications", total: 1353, matched: 1340 },
      ],
    });
  });

  it("runs one on a server", async () => {
    const app: App = await createApp(loadConfig({ ...settings, LOG_LEVEL: "silent" }));
    try {
      await app.work();
      const { url } = await app.serve({ host: "127.0.0.1", port: 0 });
      const done = await migrate(["npq", "--server", url, "--json"]);
      expect(JSON.parse(done.stdout)).toMatchObject({ status: "SUCCEEDED", trigger: "API", startedBy: "tester" });
      const refused = await migrate(["npq", "--server", url], { MIGRATION_PASSWORD: "a long enough wrong one" });
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("API_UNAUTHORISED") });
      expect(refused.stderr).not.toContain("wrong one");
    } finally {
      await app.stop();
    }
  });

  it.each([
    [["nothing"], 2, "UNKNOWN_PIPELINE"],
    [["npq", "--batch-size", "0"], 2, "OPTION_NOT_TAKEN"],
    [["npq", "--batch-size", "many"], 2, "Expected a whole number"],
    [["npq", "--unknown"], 2, "unknown option"],
    [[], 2, "missing required argument"],
    [["npq", "--server", "nowhere"], 2, "SERVER_URL_INVALID"],
    [["npq", "--server", "http://127.0.0.1:1"], 1, "API_UNREACHABLE"],
  ])("answers %j with exit code %i and %s", async (args, code, says) => {
    const ended = await migrate(args);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(says);
  });

  it("fails with exit code 1 and the reason where a source lacks a table", async () => {
    const { code, stdout } = await migrate(["npq"], { ECF_SCHEMA: "elsewhere" });
    expect(code).toBe(1);
    expect(stdout).toContain("SOURCE_INCOMPLETE: ECF lacks table elsewhere.users");
  });

  it("names every wrong setting at once", async () => {
    const { code, stderr } = await migrate(["npq"], { PORT: "abc", MIGRATION_PASSWORD: "short" });
    expect(code).toBe(2);
    expect(stderr).toMatch(/PORT: .*\n.*MIGRATION_PASSWORD: /s);
    expect(stderr).not.toContain("short");
  });
});
