import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MigrationDocument, PipelinesDocument, TrendDocument } from "../../scripts/client/graphql/graphql.js";
import { CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { storeUpsert } from "../helpers/stored-upsert.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
const ids: number[] = [];

beforeAll(async () => {
  api = await startTestApi();
  const { pool } = api.database;
  for (const matched of [1, 2, 3]) ids.push(await storeMigration(pool, [usersToStore({ matched, orphansLeft: 1 })]));
  const id = ids[2];
  await pool.query(
    `insert into crosswalk.rejections select $1, n, 'users', 'LEFT', 'ecf', 'r' || n,
       case when n % 3 = 0 then 'invalid_status' else 'no_id' end, 'expected this, that came', '{"a":1}'
       from generate_series(1, 250) n`,
    [id],
  );
  await pool.query(
    `insert into crosswalk.changes select $1, n, 'applications', 'r' || n, 'status', 'pending', 'accepted',
       case when n % 2 = 0 then 'UPDATED' else 'CREATED' end::crosswalk.effect, 'APPLIED' from generate_series(1, 250) n`,
    [id],
  );
  await pool.query("insert into crosswalk.entity_effects values ($1, 'applications', 0, 250, 3, 0, 0)", [id]);
  await pool.query(
    "insert into crosswalk.stages values ($1, 0, 'READ', 'users', 7, 7, now() - interval '2 s', now()), ($1, 1, 'MATCH', null, 0, null, now(), null)",
    [id],
  );
  await pool.query("insert into crosswalk.events (migration_id, progress) values ($1, $2)", [
    id,
    {
      status: "RUNNING",
      stage: "READ",
      model: "users",
      done: 5,
      total: 7,
      rate: 2.5,
      estimatedEnd: "2026-01-01T00:00:00.000Z",
      counts: { read: 5, matched: 0, orphans: 0, duplicates: 0, updated: 0, rejected: 0 },
    },
  ]);
});
afterAll(() => api.stop());

describe("a migration", () => {
  it("gives its results, stages, effects and progress", async () => {
    const { migration } = await api.query(MigrationDocument.toString(), { id: ids[2] });
    expect(migration).toMatchObject({
      id: String(ids[2]),
      status: "SUCCEEDED",
      dryRun: true,
      detailsKept: true,
      durationMs: 2000,
      successRate: 1,
      pipeline: { name: "npq", left: "ECF" },
      options: { dryRun: true, batchSize: null },
      results: [{ model: "users", total: 4, matched: 3, orphanedLeft: 1, matchRate: 0.75, sharedValueCount: 1 }],
      effects: [{ entity: "applications", updated: 250, unchanged: 3 }],
      stages: [
        { name: "READ", model: "users", done: 7, durationMs: 2000 },
        { name: "MATCH", finishedAt: null, durationMs: null },
      ],
      progress: {
        status: "RUNNING",
        stage: "READ",
        rate: 2.5,
        estimatedEnd: "2026-01-01T00:00:00.000Z",
        counts: { read: 5 },
      },
      error: null,
    });
    expect(migration.queuedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("may be asked for twice in one query", async () => {
    const query =
      "query ($id: ID!) { a: migration(id: $id) { results { model } } b: migration(id: $id) { results { model } } }";
    const { a, b } = await api.query(query, { id: ids[0] });
    expect(a).toEqual(b);
    expect(a.results).toHaveLength(1);
  });

  it("is listed, newest first, by pipeline and status", async () => {
    const query = `query ($pipeline: String, $status: [MigrationStatus!], $after: String) {
      migrations(pipeline: $pipeline, status: $status, after: $after, first: 2) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const { migrations } = await api.query(query, { pipeline: "npq", status: ["SUCCEEDED"] });
    expect(migrations).toMatchObject({ totalCount: 3, nodes: [{ id: String(ids[2]) }, { id: String(ids[1]) }] });
    const rest = await api.query(query, { after: migrations.pageInfo.endCursor });
    expect(rest.migrations).toMatchObject({ nodes: [{ id: String(ids[0]) }], pageInfo: { hasNextPage: false } });
    expect((await api.query(query, { status: ["FAILED"] })).migrations.totalCount).toBe(0);
    expect((await api.query(query, { pipeline: "none\0" })).migrations.totalCount).toBe(0);
  });

  it("is listed the other way round", async () => {
    const query = `query ($after: String) {
      migrations(order: OLDEST_FIRST, after: $after, first: 2) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }`;
    const { migrations } = await api.query(query);
    expect(migrations).toMatchObject({ totalCount: 3, nodes: [{ id: String(ids[0]) }, { id: String(ids[1]) }] });
    const rest = await api.query(query, { after: migrations.pageInfo.endCursor });
    expect(rest.migrations).toMatchObject({ nodes: [{ id: String(ids[2]) }], pageInfo: { hasNextPage: false } });
  });

  it("knows the succeeded one of its pipeline before it", async () => {
    const failed = await storeMigration(api.database.pool, []);
    const other = await storeUpsert(api.database.pool);
    await api.database.pool.query("update crosswalk.migrations set status = 'FAILED' where id = $1", [failed]);
    const query = "query ($id: ID!) { migration(id: $id) { previous { id } } }";
    const previousOf = async (id: number | undefined) => (await api.query(query, { id })).migration.previous;
    try {
      expect(await previousOf(ids[0])).toBeNull();
      expect(await previousOf(ids[2])).toEqual({ id: String(ids[1]) });
      expect(await previousOf(other)).toBeNull();
      const next = await storeMigration(api.database.pool, []);
      expect(await previousOf(next)).toEqual({ id: String(ids[2]) });
    } finally {
      await api.database.pool.query("delete from crosswalk.migrations where id >= $1", [failed]);
    }
  });

  it("is the newest of its pipeline", async () => {
    const { pipelines } = await api.query(PipelinesDocument.toString());
    expect(pipelines).toMatchObject([
      {
        name: "npq",
        kind: "RECONCILIATION",
        options: ["dryRun", "batchSize"],
        latestMigration: { id: String(ids[2]) },
      },
      { name: "students", kind: "UPSERT", latestMigration: null },
    ]);
  });
});

describe("rejections, changes, shared values", () => {
  it.each([
    ["rejections", 'reason: "invalid_status"', 83],
    ["rejections", 'reason: "none\\u0000"', 0],
    ["rejections", "first: 100", 250],
    ["changes", 'entity: "applications", effect: UPDATED', 125],
    ["changes", 'entity: "users"', 0],
    ["changes", "effect: DELETED", 0],
    ["sharedValues", 'model: "users"', 1],
  ])("%s with %s", async (list, filter, count) => {
    const query = `query ($id: ID!) { ${list}(migrationId: $id, ${filter}) { totalCount } }`;
    expect((await api.query(query, { id: ids[2] }))[list].totalCount).toBe(count);
  });

  it("are paged, each once", async () => {
    for (const list of ["rejections", "changes"]) {
      const seen = new Set<string>();
      let after: string | null = null;
      do {
        const query = `query ($id: ID!, $after: String) { ${list}(migrationId: $id, first: 99, after: $after) {
          nodes { recordId } pageInfo { hasNextPage endCursor } } }`;
        const page: { nodes: { recordId: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } = (
          await api.query(query, { id: ids[2], after })
        )[list];
        for (const { recordId } of page.nodes) seen.add(recordId);
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      expect(seen.size).toBe(250);
    }
  });
});

it("the reasons of rejections come with their counts, the most frequent first", async () => {
  const query = "query ($id: ID!) { rejectionReasons(migrationId: $id) { reason rows } }";
  expect((await api.query(query, { id: ids[2] })).rejectionReasons).toEqual([
    { reason: "no_id", rows: 167 },
    { reason: "invalid_status", rows: 83 },
  ]);
  expect((await api.query(query, { id: ids[0] })).rejectionReasons).toEqual([]);
  expect(await api.errorCode(query, { id: "0" })).toBe("MIGRATION_NOT_FOUND");
});

it("who asks is told who they are", async () => {
  expect(await api.query("{ me { username role } }")).toEqual({
    me: { username: CREDENTIALS.username, role: "ADMIN" },
  });
});

describe("the trend", () => {
  it("gives the last migrations, the oldest first", async () => {
    const { trend } = await api.query(TrendDocument.toString(), { pipeline: "npq", last: 2 });
    expect(trend.map((point: { matched: number }) => point.matched)).toEqual([2, 3]);
    const { trend: rates } = await api.query('{ trend(pipeline: "npq", last: 2) { successRate } }');
    expect(rates).toEqual([{ successRate: 1 }, { successRate: 1 }]);
    expect(await api.query(TrendDocument.toString(), { pipeline: "npq", model: "schools" })).toEqual({ trend: [] });
  });

  it("refuses a pipeline that is not there, and too many points", async () => {
    expect(await api.errorCode(TrendDocument.toString(), { pipeline: "none" })).toBe("PIPELINE_NOT_FOUND");
    expect(await api.errorCode(TrendDocument.toString(), { pipeline: "npq", last: 367 })).toBe("BAD_PAGE_SIZE");
  });
});
