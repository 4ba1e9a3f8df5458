import { runMigrations } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Operations, openOperations } from "../../../server/adapters/operations/open.js";
import { processMetrics } from "../../../server/adapters/operations/process-metrics.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

const PIPELINES = [{ name: "npq" }, { name: "students" }];

let database: TestDatabase;
let operations: Operations;
const warnings: unknown[] = [];
const state: { subscribers: number; works: boolean | null } = { subscribers: 0, works: null };

beforeAll(async () => {
  database = await createTestDatabase();
  await runMigrations({ connectionString: database.url });
  operations = await open(database.url);
});
afterAll(async () => {
  await operations.stop();
  await database.drop();
});
beforeEach(async () => {
  await database.pool.query("delete from crosswalk.migrations; delete from graphile_worker._private_jobs");
});

function open(url: string): Promise<Operations> {
  return openOperations({
    url,
    pipelines: PIPELINES,
    isWorking: () => state.works,
    countSubscribers: () => state.subscribers,
    log: { warn: (fields) => void warnings.push(fields) },
    patienceMs: 30_000,
  });
}

/** Our own metrics by name and labels, as they are told. */
async function scrape(of = operations): Promise<Record<string, number>> {
  const lines = (await of.metrics.text()).split("\n").filter((line) => line.startsWith("crosswalk_"));
  return Object.fromEntries(
    lines.map((line) => [line.slice(10, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
  );
}

interface GivenMigration {
  readonly pipeline?: string;
  readonly status: string;
  readonly options?: object;
  readonly waiting?: boolean;
  /** seconds after the beginning of 2026 */
  readonly started?: number | null;
  readonly finished?: number | null;
}

async function store({ pipeline = "npq", status, options = {}, waiting = false, started, finished }: GivenMigration) {
  const { rows } = await database.pool.query<{ id: number }>(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, waiting, started_at, finished_at)
     values ($1, $2, $3, 'API', '', $4, ${time(started)}, ${time(finished)}) returning id`,
    [pipeline, status, options, waiting],
  );
  return rows[0]?.id as number;
}

const time = (seconds: number | null | undefined) =>
  seconds === undefined || seconds === null ? "null" : `timestamptz '2026-01-01Z' + interval '${seconds} s'`;

async function addStage(
  id: number,
  position: number,
  name: string,
  model: string | null,
  done: number,
  from: number,
  to: number | null,
) {
  await database.pool.query(
    `insert into crosswalk.stages (migration_id, position, name, model, done, started_at, finished_at)
     values ($1, $2, $3, $4, $5, ${time(from)}, ${time(to)})`,
    [id, position, name, model, done],
  );
}

async function addResult(id: number, model: string, total: number, matched: number, findingsKept = true) {
  await database.pool.query(
    `insert into crosswalk.model_results (migration_id, model, position, total, matched, findings_kept, columns, match_keys)
     values ($1, $2, 0, $3, $4, $5, '{}', '[]')`,
    [id, model, total, matched, findingsKept],
  );
}

describe("migrations", () => {
  it("are counted by pipeline and state, all of which are there from the beginning", async () => {
    const before = await scrape();
    expect(Object.keys(before).filter((name) => name.startsWith("migrations{"))).toHaveLength(12);
    await store({ status: "SUCCEEDED", started: 0, finished: 1 });
    await store({ status: "SUCCEEDED", started: 0, finished: 1 });
    await store({ status: "FAILED", pipeline: "students", started: 0, finished: 1 });
    await store({ status: "RUNNING", started: 0 });
    await store({ status: "QUEUED", waiting: true });
    await store({ status: "QUEUED", pipeline: "students" });
    // ended before it was its turn
    await store({ status: "CANCELLED", waiting: true, finished: 1 });
    // of a pipeline that the registry has no more
    await store({ status: "SUCCEEDED", pipeline: "gone", started: 0, finished: 1 });
    const counted = Object.entries(await scrape()).filter(
      ([name, value]) => name.startsWith("migrations") && value > 0,
    );
    expect(Object.fromEntries(counted)).toEqual({
      'migrations{pipeline="npq",status="SUCCEEDED"}': 2,
      'migrations{pipeline="npq",status="RUNNING"}': 1,
      'migrations{pipeline="npq",status="QUEUED"}': 1,
      'migrations{pipeline="npq",status="CANCELLED"}': 1,
      'migrations{pipeline="students",status="FAILED"}': 1,
      'migrations{pipeline="students",status="QUEUED"}': 1,
      'migrations_waiting{pipeline="npq"}': 1,
    });
  });

  it("last succeeded when one did that was no dry run", async () => {
    expect(await scrape()).toMatchObject({ 'last_success_timestamp_seconds{pipeline="npq"}': 0 });
    await store({ status: "SUCCEEDED", started: 0, finished: 10 });
    await store({ status: "SUCCEEDED", options: { dryRun: true }, started: 20, finished: 30 });
    await store({ status: "FAILED", started: 40, finished: 50 });
    expect(await scrape()).toMatchObject({
      'last_success_timestamp_seconds{pipeline="npq"}': Date.parse("2026-01-01T00:00:10Z") / 1000,
      'last_success_timestamp_seconds{pipeline="students"}': 0,
    });
  });
});

describe("stages", () => {
  it("have the time they took in the last migration that ended, and the pace of the last that began", async () => {
    await addStage(await store({ status: "SUCCEEDED", started: 0, finished: 9 }), 0, "CHECK", null, 0, 0, 9);
    const ended = await store({ status: "FAILED", started: 10, finished: 30 });
    await addStage(ended, 0, "READ", "users", 600, 10, 12);
    await addStage(ended, 1, "READ", "users", 100, 12, 13);
    await addStage(ended, 2, "READ", "applications", 100, 13, 14);
    // what was open when it failed ended with it
    await addStage(ended, 3, "MATCH", "users", 50, 20, null);
    await store({ status: "CANCELLED", finished: 40 });
    const atEnd = await scrape();
    expect(Object.keys(atEnd).filter((name) => name.startsWith("stage_duration"))).toHaveLength(3);
    expect(atEnd).toMatchObject({
      'stage_duration_seconds{pipeline="npq",stage="READ",model="users"}': 3,
      'stage_duration_seconds{pipeline="npq",stage="READ",model="applications"}': 1,
      'stage_duration_seconds{pipeline="npq",stage="MATCH",model="users"}': 10,
      'rows_per_second{pipeline="npq",stage="READ"}': 200,
      'rows_per_second{pipeline="npq",stage="MATCH"}': 5,
    });

    await addStage(await store({ status: "RUNNING", started: 50 }), 0, "CLASSIFY", "users", 70, 50, 60);
    const running = await scrape();
    expect(running).toMatchObject({
      'stage_duration_seconds{pipeline="npq",stage="MATCH",model="users"}': 10,
      'rows_per_second{pipeline="npq",stage="CLASSIFY"}': 7,
    });
    expect(Object.keys(running).filter((name) => name.startsWith("rows_per_second"))).toHaveLength(1);
  });
});

describe("match rates", () => {
  it("are those of the last success, of models that are matched", async () => {
    await addResult(await store({ status: "SUCCEEDED", started: 0, finished: 1 }), "users", 4, 3);
    await addResult(await store({ status: "FAILED", started: 2, finished: 3 }), "users", 4, 0);
    const upsert = await store({ status: "SUCCEEDED", pipeline: "students", started: 0, finished: 1 });
    await addResult(upsert, "students", 9, 0, false);
    const rates = Object.entries(await scrape()).filter(([name]) => name.startsWith("match_rate"));
    expect(rates).toEqual([['match_rate{pipeline="npq",model="users"}', 0.75]]);
    await addResult(await store({ status: "SUCCEEDED", started: 4, finished: 5 }), "users", 0, 0);
    expect(Object.keys(await scrape()).filter((name) => name.startsWith("match_rate"))).toEqual([]);
  });
});

describe("the queue", () => {
  it("is as deep as its jobs, by what is to become of them", async () => {
    await database.pool.query(`
      select graphile_worker.add_job('part', run_at => now() + seconds * interval '1 s', max_attempts => 2)
      from unnest('{-1,-1,-1,-1,-1,-1,3600}'::int[]) as seconds`);
    const { rows } = await database.pool.query<{ id: string }>(
      "select id from graphile_worker.jobs where run_at < now() order by id",
    );
    const [running, failed, alsoFailed] = rows.map(({ id }) => id);
    await database.pool.query(
      "update graphile_worker._private_jobs set locked_at = now(), attempts = 2 where id = $1",
      [running],
    );
    await database.pool.query("update graphile_worker._private_jobs set attempts = 2 where id = any($1)", [
      [failed, alsoFailed],
    ]);
    expect(await scrape()).toMatchObject({
      'queue_depth{state="waiting"}': 3,
      'queue_depth{state="delayed"}': 1,
      'queue_depth{state="running"}': 1,
      'queue_depth{state="failed"}': 2,
    });
  });

  it("has the parts that are not over, and who is at them", async () => {
    const id = await store({ status: "RUNNING", started: 0 });
    await database.pool.query(
      `insert into crosswalk.parts (migration_id, phase, position, kind, task, status, worker)
       select $1, 1, row_number() over (), 'TAKE', 'null', status::crosswalk.part_status, worker
       from (values ('DONE', 'a'), ('RUNNING', 'a'), ('RUNNING', 'b'), ('RUNNING', 'b'), ('WAITING', null), ('STOPPED', 'c'))
         as given (status, worker)`,
      [id],
    );
    const told = await scrape();
    expect(told).toMatchObject({ 'parts{status="WAITING"}': 1, 'parts{status="RUNNING"}': 3, busy_workers: 2 });
    expect(Object.keys(told).filter((name) => name.startsWith("parts"))).toHaveLength(2);
  });
});

describe("the process", () => {
  it("says who follows it, and whether it works", async () => {
    Object.assign(state, { subscribers: 3, works: null });
    const serving = await scrape();
    expect(serving).toMatchObject({ subscribers: 3, database_up: 1 });
    expect(serving).not.toHaveProperty("working");
    state.works = false;
    expect(await scrape()).toMatchObject({ working: 0 });
    state.works = true;
    expect(await scrape()).toMatchObject({ working: 1 });
    state.works = null;
    expect(await scrape()).not.toHaveProperty("working");
  });

  it("tells of Node too, once a process whatever apps are in it", async () => {
    const other = await open(database.url);
    for (const app of [operations, other]) {
      const text = await app.metrics.text();
      expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
      const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
      expect(names).toEqual([...new Set(names)]);
    }
    await other.stop();
    expect(processMetrics()).toBe(processMetrics());
  });
});

it("without the database a scrape still tells of the process, and says so", async () => {
  const cutOff = await open("postgresql://nobody:hunter2@127.0.0.1:1/none");
  state.subscribers = 5;
  warnings.length = 0;
  const told = await scrape(cutOff);
  expect(told).toEqual({ database_up: 0, subscribers: 5 });
  expect(warnings).toHaveLength(1);
  expect(JSON.stringify(warnings)).not.toContain("hunter2");
  await cutOff.stop();
});
