import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leavable } from "../../schema/progress/leavable.js";
import { createApiClient } from "../../scripts/client/client.js";
import { MigrationFinishedDocument, MigrationProgressDocument } from "../../scripts/client/graphql/graphql.js";
import { EVENT_CHANNEL } from "../../server/adapters/stores/progress.js";
import { CREDENTIALS, startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let migrationId: string;

beforeAll(async () => {
  api = await startTestApi();
  migrationId = String(await storeMigration(api.database.pool, [usersToStore({ matched: 1 })]));
  for (const [done, status] of [
    [1, "RUNNING"],
    [2, "RUNNING"],
    [3, "SUCCEEDED"],
  ])
    await api.database.pool.query("insert into crosswalk.events (migration_id, progress) values ($1, $2)", [
      migrationId,
      { status, stage: "READ", model: null, done, total: 3, rate: null, estimatedEnd: null, counts: NOTHING },
    ]);
});
afterAll(() => api.stop());

const NOTHING = { read: 0, matched: 0, orphans: 0, duplicates: 0, updated: 0, rejected: 0 };

async function progress(variables: { migrationId: string; after?: string }) {
  const client = createApiClient({ url: api.server.url, ...CREDENTIALS });
  const events = [];
  try {
    for await (const { migrationProgress } of client.subscribe(MigrationProgressDocument, variables))
      events.push(migrationProgress);
  } finally {
    await client.close();
  }
  return events;
}

describe("migrationProgress", () => {
  it("gives all events in order and ends with the migration", async () => {
    const events = await progress({ migrationId });
    expect(events.map((event) => event.done)).toEqual([1, 2, 3]);
    expect(events.at(-1)).toMatchObject({ migrationId, status: "SUCCEEDED", stage: "READ", counts: NOTHING });
  });

  it("gives what was missed after a cursor", async () => {
    const [first] = await progress({ migrationId });
    const missed = await progress({ migrationId, after: first?.cursor as string });
    expect(missed.map((event) => event.done)).toEqual([2, 3]);
  });

  it("refuses a migration that is not there, and a cursor that is none", async () => {
    await expect(progress({ migrationId: "999" })).rejects.toMatchObject({ code: "MIGRATION_NOT_FOUND" });
    await expect(progress({ migrationId, after: "x" })).rejects.toMatchObject({ code: "BAD_CURSOR" });
  });
});

describe("migrationFinished", () => {
  it("gives migrations as they end", async () => {
    const client = createApiClient({ url: api.server.url, ...CREDENTIALS });
    const finished = client.subscribe(MigrationFinishedDocument, { pipeline: "npq" });
    const next = finished.next();
    // the subscription may begin after the first of these: told again until it was heard
    const telling = setInterval(
      () => api.database.pool.query("select pg_notify($1, $2)", [EVENT_CHANNEL, `${migrationId} end`]),
      50,
    );
    const { value } = await next;
    clearInterval(telling);
    expect(value?.migrationFinished).toMatchObject({ id: migrationId, status: "SUCCEEDED", results: [{ matched: 1 }] });
    await client.close();
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
