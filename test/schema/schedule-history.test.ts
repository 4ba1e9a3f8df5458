import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  CreateScheduleDocument,
  type CreateScheduleInput,
  DeleteScheduleDocument,
  ScheduleDocument,
  SchedulesDocument,
  SchedulesOfPipelinesDocument,
  UpdateScheduleDocument,
  type UpdateScheduleInput,
} from "../../scripts/client/graphql/graphql.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());
beforeEach(async () => {
  await api.database.pool.query("delete from crosswalk.schedules");
});

const NIGHTLY = {
  name: "nightly sync",
  pipeline: "students",
  options: { mode: "UPSERT", modifiedSince: "last" },
  cron: "0 2 * * *",
  timeZone: "Europe/London",
} satisfies CreateScheduleInput;

const create = async (input: Partial<CreateScheduleInput> = {}) =>
  (await api.query(CreateScheduleDocument.toString(), { input: { ...NIGHTLY, ...input } })).createSchedule;
const update = async (input: UpdateScheduleInput) =>
  (await api.query(UpdateScheduleDocument.toString(), { input })).updateSchedule;
const remove = async (id: string) => (await api.query(DeleteScheduleDocument.toString(), { id })).deleteSchedule;
const read = async (id: string, variables: object = {}) =>
  (await api.query(ScheduleDocument.toString(), { id, ...variables })).schedule;
const all = async () => (await api.query(SchedulesDocument.toString())).schedules;

describe("deleteSchedule", () => {
  it("gives the schedule as it was, and takes its history with it", async () => {
    const { schedule } = await create();
    await addHistory(Number(schedule.id), 3);
    expect(await remove(schedule.id)).toEqual({ schedule: { id: schedule.id, name: "nightly sync" }, userErrors: [] });
    expect(await all()).toEqual([]);
    const { rows } = await api.database.pool.query(
      "select from crosswalk.scheduled_runs union all select from crosswalk.deliveries",
    );
    expect(rows).toEqual([]);
  });

  it.each(["1", "999999", "no id", "99999999999"])(
    "and updateSchedule say where there is none with the id %s",
    async (id) => {
      for (const answer of [await remove(id), await update({ id, enabled: false })])
        expect(answer).toMatchObject({ schedule: null, userErrors: [{ code: "SCHEDULE_NOT_FOUND", field: "id" }] });
    },
  );
});

/** So many runs an hour apart, every other one with a migration, and a delivery for each of those. */
async function addHistory(scheduleId: number, runs: number): Promise<void> {
  const { pool } = api.database;
  for (let i = 1; i <= runs; i++) {
    const migrationId = i % 2 === 0 ? null : await storeMigration(pool, []);
    await pool.query(
      `insert into crosswalk.scheduled_runs (schedule_id, due_at, decision, because, migration_id)
       values ($1, timestamptz '2026-11-24T00:00Z' + $2 * interval '1 hour', $3, 'why ' || $2, $4)`,
      [scheduleId, i, migrationId === null ? "SKIPPED" : "STARTED", migrationId],
    );
    if (migrationId !== null)
      await pool.query(
        "insert into crosswalk.deliveries (schedule_id, migration_id, url, body, attempts) values ($1, $2, 'https://x', '{}', $3)",
        [scheduleId, migrationId, i],
      );
  }
}

describe("the history", () => {
  it("is paged, the newest first, each run once, with its migration", async () => {
    const { schedule } = await create();
    await addHistory(Number(schedule.id), 5);
    const runs: string[] = [];
    let runsAfter: string | null = null;
    do {
      const page: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; nodes: never[] } = (
        await read(schedule.id, { runs: 2, runsAfter })
      ).runs;
      expect(page.totalCount).toBe(5);
      runs.push(
        ...page.nodes.map(
          ({ because, decision, migration }: { because: string; decision: string; migration: object | null }) =>
            [because, decision, migration === null ? "none" : "migration"].join(" "),
        ),
      );
      runsAfter = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (runsAfter !== null);
    expect(runs).toEqual([
      "why 5 STARTED migration",
      "why 4 SKIPPED none",
      "why 3 STARTED migration",
      "why 2 SKIPPED none",
      "why 1 STARTED migration",
    ]);
    const { lastRun, deliveries } = await read(schedule.id, { deliveries: 2 });
    expect(lastRun).toMatchObject({
      because: "why 5",
      dueAt: "2026-11-24T05:00:00.000Z",
      migration: { status: "SUCCEEDED" },
    });
    expect(deliveries).toMatchObject({ totalCount: 3, nodes: [{ attempts: 5, status: "PENDING" }, { attempts: 3 }] });
  });

  it("refuses cursors of other lists, and pages that are too large", async () => {
    const { schedule } = await create();
    const errorCode = (variables: object) =>
      api.errorCode(ScheduleDocument.toString(), { id: schedule.id, ...variables });
    const cursor = Buffer.from("delivery.0.5").toString("base64url");
    expect(await errorCode({ runsAfter: cursor })).toBe("BAD_CURSOR");
    expect(await errorCode({ deliveriesAfter: cursor })).toBeUndefined();
    expect(await errorCode({ runs: 101 })).toBe("BAD_PAGE_SIZE");
    expect(await errorCode({ deliveries: -1 })).toBe("BAD_PAGE_SIZE");
  });
});

it("a migration knows the schedule that started it, as long as there is one", async () => {
  const { schedule } = await create();
  const { pool } = api.database;
  const [started, byHand] = [await storeMigration(pool, []), await storeMigration(pool, [])];
  await pool.query("update crosswalk.migrations set schedule_id = $1 where id = $2", [schedule.id, started]);
  const query = "query ($id: ID!) { migration(id: $id) { schedule { id name } } }";
  const scheduleOf = async (id: number) => (await api.query(query, { id })).migration.schedule;
  expect(await scheduleOf(started)).toEqual({ id: schedule.id, name: "nightly sync" });
  expect(await scheduleOf(byHand)).toBeNull();
  await remove(schedule.id);
  expect(await scheduleOf(started)).toBeNull();
});

it("a query for many schedules makes as many statements as one for two", async () => {
  const statements = async (query: string) => {
    api.countStatements();
    await api.query(query);
    return api.countStatements();
  };
  const paged = `{ schedules { id lastRun { migration { id } } runs(first: 5) { totalCount nodes { migration { id } } }
    deliveries(first: 5) { totalCount nodes { migration { id } } } } }`;
  const counts: number[][] = [];
  for (const more of [2, 18]) {
    for (let i = 0; i < more; i++) {
      const { schedule } = await create({ name: `${more} ${i}` });
      await addHistory(Number(schedule.id), 3);
    }
    counts.push([
      await statements(SchedulesDocument.toString()),
      await statements(SchedulesOfPipelinesDocument.toString()),
      await statements(paged),
    ]);
  }
  expect(counts[1]).toEqual(counts[0]);
  expect(Math.max(...(counts[0] as number[]))).toBeLessThanOrEqual(9);
  const { pipelines } = await api.query(SchedulesOfPipelinesDocument.toString());
  expect(pipelines.map(({ schedules }: { schedules: object[] }) => schedules.length)).toEqual([0, 20]);
});
