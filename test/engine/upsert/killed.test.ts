import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../helpers/eventually.js";
import { blockedIn, hold } from "../../helpers/interleave.js";
import {
  type Migrated,
  openStudents,
  type StoredStudent,
  type StudentsScenario,
} from "../../helpers/students-scenario.js";
import { beginSecondDay, undated, waitAtStudent } from "./two-states.js";

let scenario: StudentsScenario;
let child: ChildProcess | undefined;
let undisturbed: { readonly migration: Migrated; readonly students: Record<string, StoredStudent> };

beforeAll(async () => {
  scenario = await openStudents();
  await beginSecondDay(scenario);
  undisturbed = { migration: await scenario.migrate({ batchSize: 3 }), students: await scenario.students() };
});
afterEach(async () => {
  child?.kill("SIGKILL");
  await scenario.database.pool.query("drop trigger if exists wait_for_test on crosswalk.changes");
});
afterAll(() => scenario.close());

function spawnMigration(options: object): ChildProcess {
  const program = fileURLToPath(new URL("./students-process.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(options)], {
    env: { ...process.env, DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent" },
    stdio: "inherit",
  });
}

/** SIGKILL, and wait until PostgreSQL has seen that the process is gone. */
async function kill(process: ChildProcess): Promise<void> {
  const exit = once(process, "exit");
  process.kill("SIGKILL");
  await exit;
  await eventually("the dead process's lease is free", async () => {
    const { rows } = await scenario.database.pool.query(
      `select from pg_locks where locktype = 'advisory' and classid = x'43574c4b'::int::oid
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length === 0;
  });
}

async function newestMigration(): Promise<number> {
  const { rows } = await scenario.database.pool.query<{ id: number }>("select max(id) as id from crosswalk.migrations");
  return rows[0]?.id as number;
}

async function familyNames(): Promise<string> {
  const students = Object.entries(await scenario.students());
  return students.map(([id, { person }]) => `${id} ${person.family_name}`).join(", ");
}

describe("a process that is killed", () => {
  it.each([
    ["in the first batch", 2, "1 SOK, 3 SOK, 5 SOK, 7 SOK, 9 SOK, 11 SOK"],
    ["behind the first batch", 4, "1 KEO, 2 KEO, 3 KEO, 5 SOK, 7 SOK, 9 SOK, 11 SOK"],
    ["behind the third batch", 12, "1 KEO, 2 KEO, 3 KEO, 4 KEO, 5 KEO, 6 KEO, 7 KEO, 8 KEO, 9 KEO, 11 SOK"],
  ])("%s: what is written stays, and the next migration ends as if nothing had been", async (_, at, kept) => {
    await beginSecondDay(scenario);
    const watermark = await scenario.watermark();
    await waitAtStudent(scenario, at);
    const gate = await hold(scenario.database.pool, "select pg_advisory_xact_lock(4711)");
    child = spawnMigration({ batchSize: 3 });
    await blockedIn(scenario.database.pool, "copy crosswalk.changes");
    const id = await newestMigration();
    await kill(child);
    await gate.commit();

    expect(await familyNames()).toBe(kept);
    expect(await scenario.watermark()).toBe(watermark);

    const next = await scenario.migrate({ batchSize: 3 });
    const killed = await scenario.ended(id);
    expect(killed).toMatchObject({ status: "FAILED", errorCode: "MIGRATION_ABANDONED" });
    expect(next.status).toBe("SUCCEEDED");
    expect(await scenario.students()).toEqual(undisturbed.students);
    expect(await scenario.watermark()).toBe("2024-08-03T00:00:00.000Z");

    // Each change was made once, by the one or by the other.
    expect([...killed.changes, ...next.changes].map(undated).toSorted()).toEqual(
      undisturbed.migration.changes.map(undated).toSorted(),
    );
    const { counts } = killed;
    expect(counts.created + counts.updated + counts.unchanged + counts.rejected).toBe(counts.rows);
    expect(next.rejections).toEqual(undisturbed.migration.rejections);
    const before = await scenario.everyRow();
    expect((await scenario.migrate()).changes).toEqual([]);
    expect(await scenario.everyRow()).toBe(before);
  });

  it("while it syncs since the last time: the next sync takes what is left", async () => {
    await beginSecondDay(scenario);
    await waitAtStudent(scenario, 8);
    const gate = await hold(scenario.database.pool, "select pg_advisory_xact_lock(4711)");
    child = spawnMigration({ batchSize: 1, modifiedSince: "last" });
    await blockedIn(scenario.database.pool, "copy crosswalk.changes");
    await kill(child);
    await gate.commit();
    expect(await scenario.watermark()).toBe("2024-08-01T00:00:00.000Z");
    expect((await scenario.migrate({ modifiedSince: "last" })).counts).toMatchObject({ rows: 15, rejected: 3 });
    expect(await scenario.students()).toEqual(undisturbed.students);
  });
});
