import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadStudentsSample } from "../../prisma/sample/students/load.js";
import { createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { runCommand } from "../helpers/command.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";

let database: TestDatabase;
let directory: string;
let settings: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = await mkdtemp(path.join(tmpdir(), "crosswalk-students-"));
  await loadStudentsSample({ url: database.url, students: 500, seed: 1, day: 1, replace: false });
  settings = { DATABASE_URL: database.url, MIGRATION_USERNAME: "tester", MIGRATION_PASSWORD: "a long enough one" };
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await database.drop();
});

const migrate = (args: readonly string[], more: Record<string, string> = {}) =>
  runCommand("scripts/migrate.ts", ["students", ...args], { ...settings, ...more });

describe("the students pipeline on the command line", () => {
  it("imports the sponsors, again and again, and nothing of a file with a bad line", async () => {
    const file = path.join(directory, "bad.csv");
    await writeFile(file, "code,name\nNEW,A new sponsor\n,Nobody\n");
    const bad = await runCommand("scripts/sponsors.ts", ["import", file], settings);
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining("line 3") });
    for (const counts of [/12 created/, /12 unchanged/]) {
      const args = ["import", "prisma/sample/students/sponsors.csv"];
      const { code, stdout } = await runCommand("scripts/sponsors.ts", args, settings);
      expect(code).toBe(0);
      expect(stdout).toMatch(counts);
    }
  });

  it("takes the guide's options", async () => {
    const guide = "--mode upsert --modified-since 2000-01-01 --student-id-range 18000:18100 --batch-size 50 --limit 20";
    const { code, stdout } = await migrate([...guide.split(" "), "--force-update", "--dry-run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("IDEMPOTENT MIGRATION (upsert, dry run) RESULTS");
    expect(stdout).toMatch(/Total legacy records: 2\d\n/);
  });

  it("writes its report under the guide's name, and prints it for machines", async () => {
    const { code, stdout } = await migrate(["--json", "--report-dir", directory]);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.summary.output).toMatchObject({ successful: 476, created: 476, updated: 0, unchanged: 0 });
    const files = await readdir(directory);
    const name = files.find((file) => /^student_migration_idempotent_migration_report_\d{8}_\d{6}\.json$/.test(file));
    expect(JSON.parse(await readFile(path.join(directory, name as string), "utf8"))).toEqual(report);
  });

  it("ends with 3 where too few rows could be taken, on a server as well", async () => {
    const critical = { SUCCESS_WARNING: "0.99", SUCCESS_CRITICAL: "0.98" };
    expect((await migrate([], critical)).code).toBe(3);
    const app = await createApp(loadConfig({ ...settings, ...critical, LOG_LEVEL: "silent" }));
    try {
      await app.work();
      const { url } = await app.serve({ host: "127.0.0.1", port: 0 });
      const into = path.join(directory, "from-server");
      const { code, stdout } = await migrate(["--server", url, "--report-dir", into]);
      expect(code).toBe(3);
      expect(stdout).toContain("Skipped (unchanged): 476");
      expect(await readdir(into)).toHaveLength(1);
    } finally {
      await app.stop();
    }
  });

  it("replays what a migration rejected", async () => {
    const { rows } = await database.pool.query<{ id: number; rejected: number }>(
      "select migration_id as id, rejected from crosswalk.model_results order by migration_id desc limit 1",
    );
    const last = rows[0] as { id: number; rejected: number };
    const { stdout } = await migrate(["--rejected-of", String(last.id), "--json"]);
    expect(JSON.parse(stdout).summary.input.rows).toBe(last.rejected);
  });

  it.each([
    ["--student-id-range", "9:1"],
    ["--student-id-range", "nine"],
    ["--modified-since", "last week"],
    ["--mode", "sideways"],
    ["--limit", "0"],
    ["--rejected-of", "x"],
  ])("refuses %s %s as wrong usage", async (option, value) => {
    expect((await migrate([option, value])).code).toBe(2);
  });
});
