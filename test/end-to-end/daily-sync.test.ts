import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAILY_SYNC, makeSampleSchedule } from "../../prisma/sample/students/schedule.js";
import { readCron } from "../../server/adapters/cron.js";
import { createScheduleStore } from "../../server/adapters/stores/schedules.js";
import { startScheduler } from "../../server/jobs/scheduler.js";
import { createSchedules } from "../../server/jobs/schedules.js";
import { PIPELINES } from "../../server/pipelines/index.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { type GivenRow, openStudents, type StudentsScenario } from "../helpers/students-scenario.js";

describe("the daily sync of the sample", () => {
  let scenario: StudentsScenario;
  let now = new Date("2024-08-20T12:00:00Z");
  beforeAll(async () => {
    scenario = await openStudents();
  });
  afterAll(() => scenario.close());

  /** A server that starts at a time and looks; then it is gone again. */
  async function serveAt(at: string): Promise<void> {
    now = new Date(at);
    const { pool } = scenario.app.database;
    const scheduler = await startScheduler({
      store: createScheduleStore(pool),
      migrations: scenario.app.migrations,
      logger: { info() {}, warn() {}, error: (fields) => expect(fields).toBeNull() },
      now: () => now,
      readCron,
      startCronTask: () => ({ stop() {} }),
      reviveAnnouncements: async () => 0,
      listen: async () => ({ stop: async () => {} }),
    });
    await scheduler.stop();
  }

  async function syncs() {
    const { rows } = await scenario.app.database.pool.query<{ decision: string; migration: number | null }>(
      "select decision, migration_id as migration from scheduled_runs order by due_at",
    );
    return rows;
  }

  const ended = async (of: { readonly migration: number | null } | undefined) =>
    scenario.ended(of?.migration as number);

  it("that could not run for two nights picks up both days", async () => {
    const row = (id: number, name: string, modified: string): GivenRow => ({
      id: String(id),
      name,
      ipk: `${id} ${modified}`,
      modified_date: modified,
    });
    const schedules = createSchedules({
      store: createScheduleStore(scenario.app.database.pool),
      pipelines: PIPELINES,
      readCron,
      isLocalHost: () => false,
      webhookAllowLocal: false,
      now: () => now,
      makeSecret: () => "",
    });
    const made = await schedules.create({ ...DAILY_SYNC, webhook: null, enabled: true }, null);
    expect(made.problems).toEqual([]);
    const asItWas = [1, 2, 3].map((id) => row(id, `Student Number${id}`, "2024-08-20 10:00:00"));
    await scenario.fill(asItWas);

    await serveAt("2024-08-21T01:00:10Z");
    expect(await ended((await syncs())[0])).toMatchObject({ status: "SUCCEEDED" });
    expect(await scenario.watermark()).toBe("2024-08-20T10:00:00.000Z");

    // Two days of edits, and no server in the two nights after them.
    const edited = [
      row(1, "Student Edited Firstday", "2024-08-21 15:00:00"),
      row(2, "Student Edited Secondday", "2024-08-22 15:00:00"),
    ];
    await scenario.fill([...edited, ...asItWas.slice(2)]);
    await serveAt("2024-08-23T08:30:00Z");
    const all = await syncs();
    expect(all.map(({ decision }) => decision)).toEqual(["STARTED", "MISSED", "STARTED"]);
    const caughtUp = await ended(all[2]);
    expect(caughtUp).toMatchObject({ status: "SUCCEEDED" });
    expect(caughtUp.counts).toMatchObject({ created: 0, updated: 2, rejected: 0 });
    const students = await scenario.students();
    expect(JSON.stringify([students["1"], students["2"]])).toMatch(/Firstday.*Secondday/i);
    expect(await scenario.watermark()).toBe("2024-08-22T15:00:00.000Z");
  });
});

describe("making the sample", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("makes the schedule once, and leaves alone what people make of it", async () => {
    const all = async () => (await database.pool.query("select * from crosswalk.schedules")).rows;
    expect(await makeSampleSchedule(database.url)).toBe(true);
    expect(await makeSampleSchedule(database.url)).toBe(false);
    expect(await all()).toMatchObject([
      {
        ...{ name: DAILY_SYNC.name, pipeline: "students", cron: "0 2 * * *", enabled: false },
        options: DAILY_SYNC.options,
      },
    ]);
    await database.pool.query("update crosswalk.schedules set name = 'ours', enabled = true, cron = '0 4 * * *'");
    const edited = await all();
    expect(await makeSampleSchedule(database.url)).toBe(false);
    expect(await all()).toEqual(edited);
  });
});
