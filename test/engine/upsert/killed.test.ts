import type { ChildProcess } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MigrationOptions } from "../../../server/core/options.js";
import { ended, printed, startCommand } from "../../helpers/command.js";
import { eventually } from "../../helpers/eventually.js";
import { blockedIn, closeGate, type Held, hold } from "../../helpers/interleave.js";
import { openStudents, type StudentsScenario } from "../../helpers/students-scenario.js";
import { beginSecondDay, undated, waitAtRejection, waitAtStudent, waitNoMore } from "./two-states.js";

let scenario: StudentsScenario;
let worker: ChildProcess | undefined;
let undisturbed: Awaited<ReturnType<typeof leftBy>>;

beforeAll(async () => {
  scenario = await openStudents({}, { works: false });
  worker = await startWorker();
  await beginSecondDay(scenario);
  undisturbed = await leftBy(await scenario.start({ batchSize: 3 }));
});
beforeEach(() => beginSecondDay(scenario));
afterEach(() => waitNoMore(scenario));
afterAll(async () => {
  worker?.kill("SIGKILL");
  await scenario.close();
});

/** A worker process, which works on up to two parts at once. */
async function startWorker(settings: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const child = startCommand("server/main.ts", ["worker"], {
    DATABASE_URL: scenario.database.url,
    LOG_LEVEL: "silent",
    ...settings,
  });
  await printed(child, /works on migrations/);
  return child;
}

/** As a power cut would end it. */
async function kill(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.signalCode !== null) return;
  const gone = ended(child);
  child.kill("SIGKILL");
  await gone;
}

/** All that a migration has done once it is over. */
async function leftBy(id: number) {
  const { id: _, changes, ...said } = await scenario.ended(id);
  const [students, watermark] = [await scenario.students(), await scenario.watermark()];
  return { ...said, changes: changes.map(undated), students, watermark };
}

/** Each of the workers that have had one of its parts that takes rows, one after another. */
async function workersOf(id: number): Promise<number> {
  const { rows } = await scenario.database.pool.query<{ attempts: number }>(
    "select max(attempt) as attempts from crosswalk.parts where migration_id = $1 and kind = 'TAKE'",
    [id],
  );
  return rows[0]?.attempts ?? 0;
}

async function familyNames(): Promise<string> {
  const students = Object.entries(await scenario.students());
  return students.map(([id, { person }]) => `${id} ${person.family_name}`).join(", ");
}

/** Starts a migration, three rows a batch, and waits until its worker does, in this statement, what the gate does not allow. */
async function heldIn(statement: string, options: MigrationOptions = {}): Promise<{ id: number; gate: Held }> {
  const gate = await hold(scenario.database.pool, "select pg_advisory_xact_lock(4711)");
  const id = await scenario.start({ batchSize: 3, ...options });
  await blockedIn(scenario.database.pool, statement);
  return { id, gate };
}

/** Another worker takes over while what the dead one had begun is still open in the database. */
async function replaceWorker(id: number, open: () => Promise<void>, settings = {}): Promise<void> {
  await kill(worker);
  worker = await startWorker(settings);
  await eventually("another worker has the part", async () => (await workersOf(id)) >= 2);
  await open();
}

describe("a migration whose worker is killed", () => {
  it.each([
    ["in the first batch", 2, "1 SOK, 3 SOK, 5 SOK, 7 SOK, 9 SOK, 11 SOK"],
    ["in the second batch", 4, "1 KEO, 2 KEO, 3 KEO, 5 SOK, 7 SOK, 9 SOK, 11 SOK"],
    ["in the fourth batch", 12, "1 KEO, 2 KEO, 3 KEO, 4 KEO, 5 KEO, 6 KEO, 7 KEO, 8 KEO, 9 KEO, 11 SOK"],
  ])("%s goes on behind the batch before, and ends as if nothing had been", async (_, at, kept) => {
    await waitAtStudent(scenario, at);
    const { id, gate } = await heldIn("copy crosswalk.changes");
    await kill(worker);
    expect(await familyNames()).toBe(kept);
    await replaceWorker(id, () => gate.commit());
    expect(await leftBy(id)).toEqual(undisturbed);
  });

  it("between two batches goes on between them", async () => {
    const { pool } = scenario.database;
    await waitAtStudent(scenario, 4);
    const { id, gate } = await heldIn("copy crosswalk.changes");
    // It stands in line behind the second batch, and the third one behind it.
    const locked = hold(pool, "lock table sis.students in access exclusive mode");
    await blockedIn(pool, "lock table sis.students");
    await gate.commit();
    const lock = await locked;
    await blockedIn(pool, "from sis.students where student_id");
    await kill(worker);
    await lock.commit();
    expect(await familyNames()).toBe("1 KEO, 2 KEO, 3 KEO, 4 KEO, 5 KEO, 6 KEO, 7 SOK, 9 SOK, 11 SOK");
    await replaceWorker(id, async () => {});
    expect(await leftBy(id)).toEqual(undisturbed);
  });

  it("while it rejects the rest at its end rejects all of it anew", async () => {
    await waitAtRejection(scenario, "050");
    const { id, gate } = await heldIn("copy crosswalk.rejections");
    await replaceWorker(id, () => gate.commit());
    expect(await leftBy(id)).toEqual(undisturbed);
  });

  it("before it has read anything begins again", async () => {
    const gate = await closeGate(scenario.database.pool, "legacy.legacy_students");
    const id = await scenario.start({ batchSize: 3 });
    await blockedIn(scenario.database.pool, "legacy_students");
    await kill(worker);
    await gate.open();
    worker = await startWorker();
    expect(await leftBy(id)).toEqual(undisturbed);
  });

  it("while it syncs since the last time ends as a sync does", async () => {
    await waitAtStudent(scenario, 8);
    const { id, gate } = await heldIn("copy crosswalk.changes", { batchSize: 1, modifiedSince: "last" });
    await replaceWorker(id, () => gate.commit());
    expect(await leftBy(id)).toEqual(undisturbed);
  });

  it("in the midst of several parts ends as one part does", async () => {
    const settings = { ROWS_PER_PART: "4" };
    await kill(worker);
    worker = await startWorker(settings);
    await waitAtStudent(scenario, 2);
    const { id, gate } = await heldIn("copy crosswalk.changes", { batchSize: 1 });
    const { rowCount } = await scenario.database.pool.query(
      "select from crosswalk.parts where migration_id = $1 and kind = 'TAKE'",
      [id],
    );
    expect(rowCount).toBe(3);
    await replaceWorker(id, () => gate.commit(), settings);
    expect(await leftBy(id)).toEqual(undisturbed);
  });
});
