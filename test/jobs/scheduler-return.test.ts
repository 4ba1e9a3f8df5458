import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startCronTask } from "../../server/adapters/cron.js";
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

const told = async (of: SchedulingServer, schedule: Schedule) =>
  (await of.history(schedule)).map(({ dueAt, decision }) => `${dueAt.toISOString().slice(5, 19)} ${decision}`);

describe("due times that passed while no server ran", () => {
  it("are missed, each with why, where none is made up for", async () => {
    const one = server("2026-11-20T12:00:00Z");
    const schedule = await one.create({ missed: "NONE" });
    one.setClock("2026-11-23T09:00:00Z");
    await scheduler(one);
    expect(await told(one, schedule)).toEqual([
      "11-21T02:00:00 MISSED",
      "11-22T02:00:00 MISSED",
      "11-23T02:00:00 MISSED",
    ]);
    expect(await migrations()).toEqual([]);
  });

  it("are made up for once, by whichever server comes first", async () => {
    const two = [server("2026-11-20T12:00:00Z"), server("2026-11-20T12:00:00Z")];
    const [one] = two as [SchedulingServer];
    const schedule = await one.create({ missed: "ONCE" });
    for (const each of two) each.setClock("2026-11-23T09:00:00Z");
    await Promise.all(two.map((each) => scheduler(each)));
    expect(await told(one, schedule)).toEqual([
      "11-21T02:00:00 MISSED",
      "11-22T02:00:00 MISSED",
      "11-23T02:00:00 STARTED",
    ]);
    expect((await one.history(schedule)).at(-1)?.because).toMatch(/^It was missed at .* and is made up for on return/);
    expect(await migrations()).toHaveLength(1);
  });

  it("do not count those of the time that it was disabled, or of another timetable", async () => {
    const one = server("2026-11-20T12:00:00Z");
    const disabled = await one.create({ enabled: false, missed: "ONCE" });
    const moved = await one.create({ name: "moved", missed: "ONCE" });
    one.setClock("2026-11-23T09:00:00Z");
    await one.schedules.update(disabled.id, { enabled: true });
    await one.schedules.update(moved.id, { cron: "0 3 * * *" });
    await scheduler(one);
    expect([...(await one.history(disabled)), ...(await one.history(moved))]).toEqual([]);
    const renamed = await one.schedules.update(moved.id, { name: "renamed" });
    expect(renamed.schedule?.decidedUntil).toEqual(new Date("2026-11-23T09:00:00Z"));
  });
});

it("what one server changes, the tasks of another follow: made, moved, disabled, deleted", async () => {
  const [one, two] = [server("2026-11-24T01:00:00Z"), server("2026-11-24T01:00:00Z")];
  const ticking = new Set<string>();
  const followed = async (...expected: string[]) =>
    eventually(
      `tasks: ${expected.join(", ")}`,
      () => [...ticking].sort().join() === ["* * * * * UTC", ...expected].sort().join(),
    );
  const watcher = await scheduler(two, {
    startCronTask: (cron, timeZone) => {
      const name = `${cron} ${timeZone}`;
      ticking.add(name);
      return { stop: () => void ticking.delete(name) };
    },
  });
  await followed();
  const schedule = await one.create();
  await followed("0 2 * * * UTC");
  await one.schedules.update(schedule.id, { cron: "0 3 * * *", timeZone: "Europe/London" });
  await followed("0 3 * * * Europe/London");
  await one.schedules.update(schedule.id, { enabled: false });
  await followed();
  await one.schedules.update(schedule.id, { enabled: true });
  await followed("0 3 * * * Europe/London");
  await one.schedules.remove(schedule.id);
  await followed();
  await watcher.stop();
  expect([...ticking]).toEqual([]);
});

it("node-cron's tasks start what is due, by the clock on the wall, once over two servers", async () => {
  const two = [server(new Date().toISOString()), server(new Date().toISOString())];
  const [one] = two as [SchedulingServer];
  for (const each of two) await scheduler(each, { startCronTask, now: () => new Date() });
  const schedule = await one.create({ cron: "* * * * * *", overlap: "QUEUE" });
  await eventually("three seconds were due", async () => (await one.history(schedule)).length >= 3);
  for (const started of schedulers) await started.stop();
  const runs = await one.history(schedule);
  const started = (await migrations()).map(({ id }) => id);
  expect(runs.map(({ migrationId }) => migrationId)).toEqual(started);
  const dues = runs.map(({ dueAt }) => dueAt.getTime());
  expect(dues).toEqual(dues.map((_, i) => (dues[0] as number) + i * 1000));
});
