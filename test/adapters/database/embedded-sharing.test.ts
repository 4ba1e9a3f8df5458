import { readdir } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startEmbeddedPostgres } from "../../../server/adapters/database/embedded/start.js";
import { eventually } from "../../helpers/eventually.js";
import {
  answers,
  makeDirectory,
  postmasterPid,
  query,
  type ServerUser,
  startInOtherProcess,
} from "./embedded-servers.js";

let place: Awaited<ReturnType<typeof makeDirectory>>;
let directory: string;

beforeEach(async () => {
  place = await makeDirectory();
  directory = path.join(place.path, "postgres");
});
afterEach(() => place.remove());

describe("one embedded server, several processes", () => {
  test("ends with its last user, whoever started it", async () => {
    const ours = await startEmbeddedPostgres({ directory, database: "shared" });
    const other = await startInOtherProcess(directory);
    expect(other.server.url).toBe(ours.url);
    await ours.stop();
    expect(await answers(ours.url)).toBe(true);
    expect(await other.leave()).toBe(0);
    expect(await answers(ours.url)).toBe(false);
  });

  test("is made once when several start it for the first time at the same moment", async () => {
    const users = await Promise.all(Array.from({ length: 3 }, () => startInOtherProcess(directory)));
    expect(new Set(users.map(({ server }) => server.url)).size).toBe(1);
    expect(await readdir(directory)).toEqual(["pg18"]);
    for (const user of users) expect(await user.leave()).toBe(0);
    expect(await answers(users[0]!.server.url)).toBe(false);
  });

  test("can be joined while another leaves", async () => {
    for (let round = 0; round < 5; round++) {
      const leaving = await startEmbeddedPostgres({ directory, database: "shared" });
      const [joined] = await Promise.all([startEmbeddedPostgres({ directory, database: "shared" }), leaving.stop()]);
      expect(await answers(joined.url)).toBe(true);
      await joined.stop();
    }
  });
});

test("whoever starts it is told once that it was launched, before it answers, and once where it is there", async () => {
  const told: string[] = [];
  const ours = await startEmbeddedPostgres({ directory, database: "shared", onLaunched: () => told.push("launched") });
  told.push("started");
  const joined = await startEmbeddedPostgres({ directory, database: "shared", onLaunched: () => told.push("there") });
  expect(told).toEqual(["launched", "started", "there"]);
  await joined.stop();
  await ours.stop();
});

describe("the embedded server after a SIGKILL", () => {
  test("of node: ends by itself, and starts again", async () => {
    const user = await startInOtherProcess(directory);
    const postmaster = postmasterPid(directory);
    await query(user.server.url, "create table kept as select 42 as answer");
    user.child.kill("SIGKILL");
    await eventually("PostgreSQL has ended", () => !isAlive(postmaster));
    await expectRowsKept();
  });

  test("of node: goes on while another process uses it", async () => {
    const survivor = await startEmbeddedPostgres({ directory, database: "shared" });
    const user = await startInOtherProcess(directory);
    user.child.kill("SIGKILL");
    await eventually("the dead process' lease has ended", async () => {
      const [row] = await query(survivor.url, "select count(*)::int from pg_locks where locktype = 'advisory'");
      return row?.count === 1;
    });
    expect(await answers(survivor.url)).toBe(true);
    await survivor.stop();
    expect(await answers(survivor.url)).toBe(false);
  });

  test("of PostgreSQL: starts again", async () => {
    const user = await startInOtherProcess(directory);
    await query(user.server.url, "create table kept as select 42 as answer");
    process.kill(postmasterPid(directory), "SIGKILL");
    await expectRowsKept();
    expect(await user.leave()).toBe(0);
  });

  test("of PostgreSQL: comes back for those who use it, at the same address", async () => {
    const user = await startInOtherProcess(directory);
    await query(user.server.url, "create table kept as select 42 as answer");
    const killed = postmasterPid(directory);
    process.kill(killed, "SIGKILL");
    await eventually("another server answers", async () => {
      const rows = await query(user.server.url, "select answer from kept").catch(() => []);
      return rows.length === 1 && postmasterPid(directory) !== killed;
    });
    expect(await user.leave()).toBe(0);
    expect(await answers(user.server.url)).toBe(false);
  });

  test("of both: starts again", async () => {
    const user = await startInOtherProcess(directory);
    await query(user.server.url, "create table kept as select 42 as answer");
    process.kill(postmasterPid(directory), "SIGKILL");
    user.child.kill("SIGKILL");
    await expectRowsKept();
  });

  test("of one backend: every user takes its lease anew", async () => {
    const user: ServerUser = await startInOtherProcess(directory);
    const leases = "select pid from pg_stat_activity where application_name like 'crosswalk lease %'";
    const [lease] = await query(user.server.url, leases);
    process.kill(Number(lease!.pid), "SIGKILL");
    await eventually("there is a new lease", async () => {
      const [taken] = await query(user.server.url, leases).catch(() => []);
      return taken !== undefined && taken.pid !== lease!.pid;
    });
    const passing = await startEmbeddedPostgres({ directory, database: "shared" });
    await passing.stop();
    expect(await answers(user.server.url)).toBe(true);
    expect(await user.leave()).toBe(0);
    expect(await answers(user.server.url)).toBe(false);
  });
});

async function expectRowsKept(): Promise<void> {
  const again = await startEmbeddedPostgres({ directory, database: "shared" });
  expect(await query(again.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await again.stop();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
