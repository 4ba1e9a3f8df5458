import { createClient } from "graphql-ws";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { leavable } from "../../schema/progress/leavable.js";
import { createApiClient } from "../../scripts/client/client.js";
import { MigrationFinishedDocument, MigrationProgressDocument } from "../../scripts/client/graphql/graphql.js";
import { NO_COUNTS } from "../../server/core/progress.js";
import { AUTHORIZATION, CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { eventually } from "../helpers/eventually.js";
import { createToldMigration, type ToldMigration } from "../helpers/told-migration.js";

let api: TestApi;
let ended: ToldMigration;

beforeAll(async () => {
  api = await startTestApi();
  ended = await createToldMigration(api.database.pool, "npq");
  await ended.tell(2);
  await ended.end();
});
afterAll(() => api.stop());

function openClient() {
  const client = createApiClient({ url: api.server.url, ...CREDENTIALS });
  onTestFinished(() => client.close());
  return client;
}

async function progress(variables: { migrationId: string; after?: string }) {
  const events = [];
  for await (const { migrationProgress } of openClient().subscribe(MigrationProgressDocument, variables))
    events.push(migrationProgress);
  return events;
}

/** A client that sees what comes as it came. */
function openPlainClient() {
  const client = createClient({
    url: `${api.server.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: AUTHORIZATION },
    retryAttempts: 0,
  });
  onTestFinished(async () => client.dispose());
  return client;
}

async function collect(query: string, variables: Record<string, unknown>, operationName?: string): Promise<unknown[]> {
  const results: unknown[] = [];
  for await (const { data, errors } of openPlainClient().iterate({ query, variables, operationName }))
    results.push(errors ?? data?.migrationProgress);
  return results;
}

async function subscribed(count: number): Promise<void> {
  await eventually(`there are ${count} subscribers`, () => api.server.subscribers() === count);
}

describe("migrationProgress", () => {
  it("gives all events in order and ends with the migration", async () => {
    const events = await progress({ migrationId: `${ended.id}` });
    expect(events.map(({ cursor, done }) => [cursor, done])).toEqual(ended.cursors.map((cursor, i) => [cursor, i + 1]));
    expect(events.at(-1)).toMatchObject({
      migrationId: `${ended.id}`,
      status: "SUCCEEDED",
      stage: "READ",
      counts: NO_COUNTS,
    });
  });

  it("gives what was missed after a cursor", async () => {
    const missed = await progress({ migrationId: `${ended.id}`, after: ended.cursors[0] as string });
    expect(missed.map((event) => event.done)).toEqual([2, 3]);
    expect(await progress({ migrationId: `${ended.id}`, after: ended.cursors[2] as string })).toEqual([]);
  });

  it("refuses a migration that is not there, and a cursor that is none", async () => {
    await expect(progress({ migrationId: "999" })).rejects.toMatchObject({ code: "MIGRATION_NOT_FOUND" });
    await expect(progress({ migrationId: "none" })).rejects.toMatchObject({ code: "MIGRATION_NOT_FOUND" });
    const bad = { migrationId: `${ended.id}`, after: "x" };
    await expect(progress(bad)).rejects.toMatchObject({ code: "BAD_CURSOR" });
  });

  it("gives every one of many subscribers all events, wherever it began, and counts them", async () => {
    const migration = await createToldMigration(api.database.pool, "npq");
    await migration.tell(5);
    const following = Array.from({ length: 30 }, (_, i) => {
      const after = migration.cursors[(i % 6) - 1];
      return progress({ migrationId: `${migration.id}`, ...(after === undefined ? {} : { after }) });
    });
    await subscribed(30);
    await migration.tell(5);
    await migration.end();
    for (const [i, events] of (await Promise.all(following)).entries())
      expect(events.map(({ cursor }) => cursor)).toEqual(migration.cursors.slice(i % 6));
    await subscribed(0);
  });

  it("answers each question as it was asked, also where others ask nearly the same", async () => {
    const query = `
      subscription Short($id: ID!, $withStage: Boolean!) {
        migrationProgress(migrationId: $id) { done stage @include(if: $withStage) }
      }
      subscription Other($id: ID!, $after: String) {
        migrationProgress(migrationId: $id, after: $after) { done model }
      }
      subscription Skipping($id: ID!, $after: String, $skipped: Boolean!) {
        migrationProgress(migrationId: $id, after: $after) { done ...Stage }
      }
      fragment Stage on MigrationProgress { stage @skip(if: $skipped) }`;
    const id = `${ended.id}`;
    const after = ended.cursors[1];
    const answers = await Promise.all([
      collect(query, { id, withStage: true }, "Short"),
      collect(query, { id, withStage: false }, "Short"),
      collect(query, { id }, "Other"),
      collect(query, { id, after }, "Other"),
      collect(query, { id, after, skipped: true }, "Skipping"),
      collect(query, { id, skipped: false }, "Skipping"),
      collect("subscription ($id: ID!) { migrationProgress(migrationId: $id) { n: done } }", { id }),
    ]);
    expect(answers).toEqual([
      [1, 2, 3].map((done) => ({ done, stage: "READ" })),
      [1, 2, 3].map((done) => ({ done })),
      [1, 2, 3].map((done) => ({ done, model: null })),
      [{ done: 3, model: null }],
      [{ done: 3 }],
      [1, 2, 3].map((done) => ({ done, stage: "READ" })),
      [1, 2, 3].map((n) => ({ n })),
    ]);
  });

  it("masks a fault, the same one for all who meet it, and logs it once", async () => {
    const migration = await createToldMigration(api.database.pool, "npq");
    const query = "subscription ($id: ID!) { migrationProgress(migrationId: $id) { done counts { read } } }";
    const following = Promise.all([1, 2].map(() => collect(query, { id: `${migration.id}` })));
    await subscribed(2);
    api.faults.length = 0;
    await api.database.pool.query(
      `with told as (insert into crosswalk.events (migration_id, progress) values ($1, $2) returning migration_id)
       select pg_notify('crosswalk_events', migration_id::text) from told`,
      [migration.id, { status: "RUNNING", done: 1 }],
    );
    await migration.end();
    const [one, other] = await following;
    expect(JSON.stringify(one)).toContain("INTERNAL_ERROR");
    expect(other).toEqual(one);
    expect(api.faults).toHaveLength(1);
  });

  it("can be left while it waits", async () => {
    const migration = await createToldMigration(api.database.pool, "students");
    await migration.tell();
    const following = openClient().subscribe(MigrationProgressDocument, { migrationId: `${migration.id}` });
    await following.next();
    await subscribed(1);
    await following.return?.();
    await subscribed(0);
    await migration.end();
  });
});

describe("a server that stops", () => {
  it("says so to its subscribers, who go on at another one where they were", async () => {
    const migration = await createToldMigration(api.database.pool, "npq");
    await migration.tell(3);
    const another = await startTestApi({ over: api.database });
    const from = createClient({
      url: `${another.server.url.replace("http", "ws")}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: AUTHORIZATION },
      retryAttempts: 0,
    });
    const cursors: string[] = [];
    const query = "subscription ($id: ID!) { migrationProgress(migrationId: $id) { cursor } }";
    const following = (async () => {
      for await (const { data } of from.iterate({ query, variables: { id: `${migration.id}` } }))
        cursors.push((data as { migrationProgress: { cursor: string } }).migrationProgress.cursor);
    })();
    const closed = expect(following).rejects.toMatchObject({
      code: 1001,
      reason: "The server stops. Connect again, and subscribe with the cursor of the last event as after.",
    });
    await eventually("it has the first events", () => cursors.length === 3);
    await another.stop();
    await closed;

    await migration.tell(2);
    await migration.end();
    const rest = await progress({ migrationId: `${migration.id}`, after: cursors.at(-1) as string });
    expect([...cursors, ...rest.map(({ cursor }) => cursor)]).toEqual(migration.cursors);
  });
});

describe("migrationFinished", () => {
  it("gives the migrations of a pipeline as they end, with what is known of them", async () => {
    const finished = openClient().subscribe(MigrationFinishedDocument, { pipeline: "npq" });
    const next = finished.next();
    await subscribed(1);
    const other = await createToldMigration(api.database.pool, "students");
    await other.end();
    const migration = await createToldMigration(api.database.pool, "npq");
    await api.database.pool.query(
      `insert into crosswalk.entity_effects (migration_id, entity, created, updated, unchanged, deleted, ended)
       values ($1, 'users', 1, 2, 3, 4, 5)`,
      [migration.id],
    );
    await migration.end("FAILED");
    expect((await next).value?.migrationFinished).toMatchObject({
      id: `${migration.id}`,
      status: "FAILED",
      effects: [{ entity: "users", created: 1, ended: 5 }],
    });
  });

  it("asks the database once for all subscribers", async () => {
    const subscribers = Array.from({ length: 30 }, () => openClient().subscribe(MigrationFinishedDocument, {}).next());
    await subscribed(30);
    api.countStatements();
    const migration = await createToldMigration(api.database.pool, "npq");
    await migration.end();
    for (const { value } of await Promise.all(subscribers))
      expect(value?.migrationFinished).toMatchObject({ id: `${migration.id}` });
    expect(api.countStatements()).toBeLessThan(30);
  });
});

describe("a subscriber that leaves while it waits", () => {
  it("is let go at once, and its source told", async () => {
    let told = false;
    const events = leavable(async function* (left) {
      left.addEventListener("abort", () => {
        told = true;
      });
      yield 1;
      await new Promise(() => {});
    });
    expect(await events.next()).toEqual({ done: false, value: 1 });
    const waiting = events.next();
    await events.return?.();
    expect(await waiting).toMatchObject({ done: true });
    expect(told).toBe(true);
  });
});
