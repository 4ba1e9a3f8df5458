import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createApiClient } from "../scripts/client/client.js";
import { StartMigrationDocument } from "../scripts/client/graphql/graphql.js";
import { ended, printed, startCommand } from "./helpers/command.js";
import { createTestDatabase, type TestDatabase } from "./helpers/database.js";
import { eventually } from "./helpers/eventually.js";
import { freePort } from "./helpers/free-port.js";
import { createLegacyTable } from "./helpers/students-scenario.js";

const CREDENTIALS = { username: "admin", password: "a password of tests" };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await createLegacyTable(database);
});
afterAll(() => database.drop());

let server: ChildProcess;
let url: string;
function begin(settings: Record<string, string> = {}): void {
  server = startCommand("server/main.ts", [], {
    DATABASE_URL: database.url,
    PORT: "0",
    ...settings,
    LOG_LEVEL: "silent",
    WORKER_CONCURRENCY: "2",
    MIGRATION_USERNAME: CREDENTIALS.username,
    MIGRATION_PASSWORD: CREDENTIALS.password,
  });
}

async function start(): Promise<readonly number[]> {
  begin();
  [, url] = (await printed(server, /serves (http:\S+)\/graphql\n/)) as unknown as [string, string];
  await eventually("its workers work", isWorking);
  return workers();
}
afterEach(async () => {
  server.kill("SIGKILL");
  await ended(server);
});

function workers(): number[] {
  const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8");
  return children.trim().split(" ").filter(Boolean).map(Number);
}

function lives(pid: number): boolean {
  try {
    // One that has ended, and that nobody has asked about yet, is there as a zombie.
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function isWorking(): Promise<boolean> {
  const authorization = `Basic ${btoa(`${CREDENTIALS.username}:${CREDENTIALS.password}`)}`;
  const metrics = await (await fetch(`${url}/metrics`, { headers: { authorization } })).text();
  return /^crosswalk_working 1$/m.test(metrics);
}

describe.skipIf(process.platform !== "linux")("a server's worker processes", () => {
  it("work for it, and end with it", async () => {
    const pids = await start();
    expect(pids).toHaveLength(2);
    const client = createApiClient({ url, ...CREDENTIALS });
    const { startMigration } = await client.request(StartMigrationDocument, { input: { pipeline: "students" } });
    const id = startMigration.migration?.id;
    await eventually("the migration has succeeded", async () => {
      const { rows } = await database.pool.query("select status from crosswalk.migrations where id = $1", [id]);
      return rows[0]?.status === "SUCCEEDED";
    });
    await client.close();
    server.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
    expect(pids.filter(lives)).toEqual([]);
  });

  it("are followed by others where one ends", async () => {
    const [killed, other] = (await start()) as [number, number];
    process.kill(killed, "SIGKILL");
    await eventually("two work again", async () => {
      const now = workers();
      return now.length === 2 && !now.includes(killed) && now.includes(other) && (await isWorking());
    });
  });

  it("end where it is killed", async () => {
    const pids = await start();
    server.kill("SIGKILL");
    await eventually("its workers have ended", () => pids.filter(lives).length === 0);
  });

  it("do not keep it waiting where one ends before it has begun", async () => {
    begin();
    await eventually("they are forked", () => workers().length === 2);
    process.kill(workers()[0] as number, "SIGKILL");
    expect(await ended(server)).toBe(1);
  });

  it("are ended with it where it is told to stop before they have begun", async () => {
    const port = await freePort();
    begin({ PORT: String(port) });
    let errors = "";
    server.stderr?.on("data", (chunk) => (errors += chunk));
    const health = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).json();
    // It says so as soon as it listens, which may be before or after they have begun.
    await eventually("it answers", () => health().then(Boolean, () => false));
    const pids = workers();
    server.kill("SIGTERM");
    expect(await ended(server)).toBe(0);
    expect(pids.filter(lives)).toEqual([]);
    expect(errors).toBe("");
  });

  it("end where it is killed before it could tell them where to work", async () => {
    begin();
    await eventually("they are forked", () => workers().length === 2);
    const pids = workers();
    server.kill("SIGKILL");
    await eventually("they have ended", () => pids.filter(lives).length === 0);
  });
});
