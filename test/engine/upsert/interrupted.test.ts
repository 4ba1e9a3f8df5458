import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../helpers/eventually.js";
import { blockedIn, hold, killSession } from "../../helpers/interleave.js";
import { openStudents, type StoredStudent, type StudentsScenario } from "../../helpers/students-scenario.js";
import { beginSecondDay, FIRST_DAY, waitAtStudent } from "./two-states.js";

let scenario: StudentsScenario;
let undisturbed: Record<string, StoredStudent>;

beforeAll(async () => {
  scenario = await openStudents();
  await beginSecondDay(scenario);
  await scenario.migrate();
  undisturbed = await scenario.students();
});
beforeEach(() => beginSecondDay(scenario));
afterEach(() => scenario.database.pool.query("drop trigger if exists wait_for_test on crosswalk.changes"));
afterAll(() => scenario.close());

/** A migration, three rows a batch, that is held in the batch of this student. */
async function heldAt(student: number): Promise<{ readonly id: number; readonly goOn: () => Promise<unknown> }> {
  const { pool } = scenario.database;
  await waitAtStudent(scenario, student);
  const gate = await hold(pool, "select pg_advisory_xact_lock(4711)");
  const id = await scenario.start({ batchSize: 3 });
  await blockedIn(pool, "copy crosswalk.changes");
  return { id, goOn: () => gate.commit() };
}

async function readers(): Promise<number[]> {
  const { rows } = await scenario.database.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database()
        and application_name = 'crosswalk' and query ilike 'copy%legacy_students%'`,
  );
  return rows.map(({ pid }) => pid);
}

const renamed = async () =>
  Object.entries(await scenario.students()).flatMap(([id, { person }]) => (person.family_name === "KEO" ? [id] : []));

describe("a migration that is cancelled", () => {
  it("ends behind the batch that it is in; the next one does the rest", async () => {
    const { id, goOn } = await heldAt(5);
    expect((await scenario.app.migrations.cancel(id)).problems).toEqual([]);
    await eventually("the migration lets go of its source", async () => (await readers()).length === 0);
    await goOn();
    const migration = await scenario.ended(id);
    expect(migration).toMatchObject({ status: "CANCELLED", errorCode: null });
    expect(await renamed()).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(migration.counts).toEqual({ rows: 6, created: 3, updated: 3, unchanged: 0, rejected: 0 });
    expect(await scenario.watermark()).toBe("2024-08-01T00:00:00.000Z");

    const next = await scenario.migrate();
    expect(next.counts).toMatchObject({ rows: 15, created: 3, updated: 3, rejected: 3 });
    expect(await scenario.students()).toEqual(undisturbed);
  });

  it("before its first batch leaves everything as it was", async () => {
    const { pool } = scenario.database;
    const before = await scenario.everyRow();
    const lock = await hold(pool, "lock table legacy.legacy_students");
    const id = await scenario.start();
    await blockedIn(pool, "legacy_students");
    await scenario.app.migrations.cancel(id);
    const migration = await scenario.ended(id);
    await lock.commit();
    expect(migration.status).toBe("CANCELLED");
    expect(migration.counts.rows).toBe(0);
    expect(await scenario.everyRow()).toBe(before);
  });
});

describe("a source that goes away", () => {
  it("in the middle, and comes back: the migration goes on from its last batch, and ends as if nothing had been", async () => {
    const { pool } = scenario.database;
    // More than the source gives at once, so that there is something left to read.
    await pool.query(`insert into legacy.legacy_students (id, name, birth_place)
                      select 1000 + i, 'Sok Dara', repeat('x', 60000) from generate_series(1, 400) i`);
    const { id, goOn } = await heldAt(5);
    const [reader] = await readers();
    await killSession(pool, reader as number);
    const away = await hold(pool, "lock table legacy.legacy_students");
    await goOn();
    await blockedIn(pool, "copy%legacy_students");
    expect((await renamed()).slice(0, 6)).toEqual(["1", "2", "3", "4", "5", "6"]);
    await away.commit();
    const migration = await scenario.ended(id);
    expect(migration).toMatchObject({ status: "SUCCEEDED", errorCode: null });
    expect(migration.counts).toEqual({ rows: 415, created: 406, updated: 6, unchanged: 0, rejected: 3 });
    const students = await scenario.students();
    expect(Object.fromEntries(Object.entries(students).filter(([key]) => Number(key) < 1_000))).toEqual(undisturbed);
  });

  it("or does not answer is named with its setting", async () => {
    const url = new URL(scenario.database.url);
    url.port = "1";
    url.password = "s3cret-word";
    const elsewhere = await openStudents({ LEGACY_DATABASE_URL: url.href, MIGRATION_ATTEMPTS: "1" });
    try {
      const { errorCode, errorMessage } = await elsewhere.migrate();
      expect(errorCode).toBe("SOURCE_UNREACHABLE");
      expect(errorMessage).toContain("Check LEGACY_DATABASE_URL");
      expect(errorMessage).not.toContain("s3cret-word");
    } finally {
      await elsewhere.close();
    }
  });
});

describe("a source that is not as it has to be", () => {
  it("is told which columns it lacks, and nothing is touched", async () => {
    const { pool } = scenario.database;
    const before = await scenario.everyRow();
    await pool.query(`alter table legacy.legacy_students rename ipk to ipk_2;
                      alter table legacy.legacy_students rename kname to kname_2`);
    const { status, errorCode, errorMessage } = await scenario.migrate();
    await pool.query(`alter table legacy.legacy_students rename ipk_2 to ipk;
                      alter table legacy.legacy_students rename kname_2 to kname`);
    expect([status, errorCode]).toEqual(["FAILED", "SOURCE_INCOMPLETE"]);
    expect(errorMessage).toContain("column legacy.legacy_students.kname, column legacy.legacy_students.ipk");
    expect(await scenario.everyRow()).toBe(before);
  });

  it("may lack sponsor_info: what the name says holds", async () => {
    const { pool } = scenario.database;
    await pool.query("alter table legacy.legacy_students rename sponsor_info to info");
    const { status } = await scenario.migrate();
    await pool.query("alter table legacy.legacy_students rename info to sponsor_info");
    expect(status).toBe("SUCCEEDED");
    expect(await scenario.students()).toEqual(undisturbed);
  });

  it("is told that it lacks the table", async () => {
    const { pool } = scenario.database;
    await pool.query("alter table legacy.legacy_students rename to elsewhere");
    const { errorCode, errorMessage } = await scenario.migrate();
    await pool.query("alter table legacy.elsewhere rename to legacy_students");
    expect(errorCode).toBe("SOURCE_INCOMPLETE");
    expect(errorMessage).toContain("table legacy.legacy_students");
  });

  it("may change while it is read: one view of it is taken", async () => {
    const { id, goOn } = await heldAt(1);
    await scenario.fill([...FIRST_DAY, { id: "77" }]);
    await goOn();
    expect((await scenario.ended(id)).counts).toMatchObject({ rows: 15, rejected: 3 });
    expect(await scenario.students()).toEqual(undisturbed);
  });
});
