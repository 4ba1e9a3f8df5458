import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Schedule } from "../../server/core/schedule/schedule.js";
import type { Scheduler, SchedulerDependencies } from "../../server/jobs/scheduler.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { openScheduling, type SchedulingServer } from "../helpers/scheduling.js";

let database: TestDatabase;
let servers: SchedulingServer[];
let schedulers: Scheduler[];

beforeEach(async () => {
  database = await createTestDatabase();
  servers = [];
  schedulers = [];
});
afterEach(async () => {
  for (const scheduler of schedulers) await scheduler.stop();
  for (const server of servers) await server.stop();
  await database.drop();
});

function server(clock: string): SchedulingServer {
  const opened = openScheduling(database, clock);
  servers.push(opened);
  return opened;
}

async function scheduler(of: SchedulingServer, deps?: Partial<SchedulerDependencies>): Promise<Scheduler> {
  const started = await of.startScheduler(deps);
  schedulers.push(started);
  return started;
}

async function migrations(): Promise<readonly { id: number; key: string; status: string; waiting: boolean }[]> {
  const { rows } = await database.pool.query(
    "select id, idempotency_key as key, status, waiting from crosswalk.migrations order by id",
  );
  return rows;
}

async function endAll(): Promise<void> {
  await database.pool.query(
    "update crosswalk.migrations set status = 'SUCCEEDED', waiting = false, finished_at = now() where finished_at is null",
  );
}

const told = async (of: SchedulingServer, schedule: Schedule) =>
  (await of.history(schedule)).map(({ dueAt, decision }) => `${dueAt.toISOString().slice(5, 19)} ${decision}`);

describe("a due time", () => {
  it("starts one migration, of the schedule, with its options", async () => {
    const one = server("2026-11-24T01:00:00Z");
    const schedule = await one.create();
    const { look } = await scheduler(one);
    expect(await one.history(schedule)).toEqual([]);

    one.setClock("2026-11-24T02:00:00Z");
    await look();
    await look();
    const [run, ...others] = await one.history(schedule);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ decision: "STARTED", because: "It was due.", dueAt: new Date("2026-11-24T02:00:00Z") });
    const { rows } = await database.pool.query("select * from crosswalk.migrations");
    expect(rows).toMatchObject([
      {
        id: run?.migrationId,
        pipeline: "students",
        options: { mode: "UPSERT", modifiedSince: "last" },
        trigger: "SCHEDULE",
        started_by: null,
        schedule_id: schedule.id,
        status: "QUEUED",
      },
    ]);
  });

  it("starts exactly one, however many servers look at the same time, early or late by seconds", async () => {
    const clocks = ["2026-11-24T01:00:00Z", "2026-11-24T01:00:00Z", "2026-11-24T01:00:03Z"].map(server);
    const [first] = clocks as [SchedulingServer];
    const schedule = await first.create({ cron: "* * * * *", missed: "ONCE" });
    const looks = (await Promise.all(clocks.map((each) => scheduler(each)))).map(({ look }) => look);
    const minutes = 25;
    for (let minute = 1; minute <= minutes; minute++) {
      for (const [i, each] of clocks.entries())
        each.setClock(new Date(Date.parse("2026-11-24T01:00:00Z") + minute * 60_000 + i * 1_500).toISOString());
      await Promise.all(looks.map((look) => look()));
      await endAll();
    }
    const runs = await first.history(schedule);
    expect(runs.map(({ decision }) => decision)).toEqual(Array.from({ length: minutes }, () => "STARTED"));
    const started = await migrations();
    expect(started).toHaveLength(minutes);
    expect(runs.map(({ migrationId }) => migrationId)).toEqual(started.map(({ id }) => id));
    expect(clocks.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it("is decided once more, with the same migration, where the server that started it died before it could say so", async () => {
    const [one, two] = [server("2026-11-24T02:00:00Z"), server("2026-11-24T02:00:01Z")];
    one.setClock("2026-11-24T01:59:00Z");
    const schedule = await one.create({ missed: "ONCE" });
    one.setClock("2026-11-24T02:00:00Z");
    const dies: SchedulerDependencies["migrations"] = {
      async start(request) {
        await one.migrations.start(request);
        throw new Error("killed between start and commit");
      },
    };
    await scheduler(one, { migrations: dies });
    expect(one.faults).toHaveLength(1);
    expect(await one.history(schedule)).toEqual([]);
    expect(await migrations()).toHaveLength(1);

    // What is edited in between changes nothing about what was started.
    await two.schedules.update(schedule.id, { options: { dryRun: true } });
    await scheduler(two);
    const started = await migrations();
    expect(started).toHaveLength(1);
    expect(await one.history(schedule)).toMatchObject([{ decision: "STARTED", migrationId: started[0]?.id }]);
  });

  it("is decided by another server where the one that decides is frozen, which then finds it decided", async () => {
    const frozen = openScheduling(database, "2026-11-24T01:00:00Z", 200);
    servers.push(frozen);
    const schedule = await frozen.create();
    let thaw = (): void => {};
    const thawed = new Promise<void>((resolve) => {
      thaw = resolve;
    });
    const { look: freeze } = await scheduler(frozen, {
      migrations: {
        async start(request) {
          await thawed;
          return frozen.migrations.start(request);
        },
      },
    });
    frozen.setClock("2026-11-24T02:00:00Z");
    const freezing = freeze();
    await eventually("it holds the schedule", async () => {
      const { rows } = await database.pool.query(
        "select from pg_locks where relation = 'crosswalk.schedules'::regclass and mode = 'RowShareLock'",
      );
      return rows.length > 0;
    });
    await scheduler(server("2026-11-24T02:00:00Z"));
    expect(await told(frozen, schedule)).toEqual(["11-24T02:00:00 STARTED"]);
    thaw();
    await freezing;
    expect(frozen.faults).toHaveLength(1);
    expect(await told(frozen, schedule)).toEqual(["11-24T02:00:00 STARTED"]);
    expect(await migrations()).toHaveLength(1);
  });

  it("of a disabled or deleted schedule starts nothing", async () => {
    const one = server("2026-11-24T01:00:00Z");
    const disabled = await one.create({ enabled: false });
    const deleted = await one.create({ name: "another" });
    const { look } = await scheduler(one);
    await one.schedules.remove(deleted.id);
    one.setClock("2026-11-24T02:00:00Z");
    await look();
    expect(await migrations()).toEqual([]);
    expect(await one.history(disabled)).toEqual([]);
  });
});

describe("where another migration is active", () => {
  const active = { pipeline: "students", options: {}, trigger: "API", startedBy: null, idempotencyKey: null } as const;

  it("a schedule that skips starts none, and says which one was active", async () => {
    const one = server("2026-11-24T01:00:00Z");
    const schedule = await one.create({ overlap: "SKIP" });
    const { migrationId } = await one.migrations.start(active);
    const { look } = await scheduler(one);
    one.setClock("2026-11-24T02:00:00Z");
    await look();
    const [run] = await one.history(schedule);
    expect(run).toMatchObject({ decision: "SKIPPED", migrationId: null });
    expect(run?.because).toMatch(
      new RegExp(`^It was due. The schedule skips then: Migration ${migrationId} of students`),
    );
    expect(await migrations()).toHaveLength(1);
  });

  it("a schedule that queues has one wait, and says for which", async () => {
    const one = server("2026-11-24T01:00:00Z");
    const schedule = await one.create({ overlap: "QUEUE" });
    const { migrationId } = await one.migrations.start(active);
    const { look } = await scheduler(one);
    one.setClock("2026-11-24T02:00:00Z");
    await look();
    const [run] = await one.history(schedule);
    expect(run).toMatchObject({
      decision: "STARTED",
      because: `It was due. It waits for the end of migration ${migrationId}, since the schedule queues.`,
    });
    expect(await migrations()).toMatchObject([{ waiting: false }, { id: run?.migrationId, waiting: true }]);
  });
});

it("a schedule that can't be started as it asks is refused, with why", async () => {
  const one = server("2026-11-24T01:00:00Z");
  const schedule = await one.create({ options: { rejectedOf: 999 } });
  const { look } = await scheduler(one);
  one.setClock("2026-11-24T02:00:00Z");
  await look();
  expect(await one.history(schedule)).toMatchObject([
    {
      decision: "REFUSED",
      because: expect.stringMatching(/could not be started: Pipeline students has no migration 999/),
    },
  ]);
});

it("one schedule that can't be decided does not keep the others from it, and is tried again", async () => {
  const one = server("2026-11-24T01:00:00Z");
  const schedules = [await one.create(), await one.create({ name: "npq", pipeline: "npq", options: {} })];
  let broken = true;
  const { look } = await scheduler(one, {
    migrations: {
      async start(request) {
        if (broken && request.pipeline === "students") throw new Error("the database went away");
        return one.migrations.start(request);
      },
    },
  });
  one.setClock("2026-11-24T02:00:00Z");
  await look();
  expect(await Promise.all(schedules.map((each) => told(one, each)))).toEqual([[], ["11-24T02:00:00 STARTED"]]);
  broken = false;
  one.setClock("2026-11-24T02:00:30Z");
  await look();
  expect(await told(one, schedules[0] as Schedule)).toEqual(["11-24T02:00:00 STARTED"]);
});
