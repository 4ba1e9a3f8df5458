import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedOutcomes } from "../../prisma/sample/npq/expected.js";
import { loadNpqSample } from "../../prisma/sample/npq/load.js";
import { type ApiClient, createApiClient } from "../../scripts/client/client.js";
import {
  type FollowedMigration,
  followMigration,
  type ProgressStep,
  startMigration,
} from "../../scripts/client/follow-migration.js";
import {
  CancelMigrationDocument,
  ChangesDocument,
  DuplicatesDocument,
  MatchesDocument,
  MigrationFinishedDocument,
  MigrationProgressDocument,
  OrphansDocument,
  RejectionsDocument,
  TrendDocument,
} from "../../scripts/client/graphql/graphql.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { STAGES } from "../../server/core/progress.js";
import type { Served } from "../../server/serving.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";

const SCALE = 0.01;
const CREDENTIALS = { username: "tester", password: "a long enough password" };

let database: TestDatabase;
let app: App;
let serving: Served;
let client: ApiClient;
let migration: FollowedMigration;
const steps: ProgressStep[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale: SCALE, seed: 1 });
  app = await createApp(
    loadConfig({
      DATABASE_URL: database.url,
      LOG_LEVEL: "silent",
      MIGRATION_USERNAME: CREDENTIALS.username,
      MIGRATION_PASSWORD: CREDENTIALS.password,
    }),
  );
  await app.work();
  serving = await app.serve({ host: "127.0.0.1", port: 0 });
  client = createApiClient({ url: serving.url, ...CREDENTIALS });
  migration = await followMigration(client, await startMigration(client, { pipeline: "npq" }), (step) => {
    steps.push(step);
  });
});

afterAll(async () => {
  await client.close();
  await app.stop();
  await database.drop();
});

describe("a migration over HTTP and WebSocket", () => {
  it("ends with the exact counts of the published shape", () => {
    const expected = expectedOutcomes(SCALE);
    expect(migration).toMatchObject({
      status: "SUCCEEDED",
      trigger: "API",
      startedBy: CREDENTIALS.username,
      error: null,
    });
    for (const model of ["users", "applications"] as const) {
      const { sameSide, changes, invalidStatuses, ...counts } = expected[model];
      const result = migration.results.find((each) => each.model === model);
      expect(result).toMatchObject({ ...counts, sameSideClusters: sameSide, rejected: invalidStatuses });
      expect(result?.matchRate).toBeCloseTo(counts.matched / counts.total, 10);
      if (changes > 0) expect(migration.effects).toMatchObject([{ entity: model, updated: changes }]);
    }
  });

  it("tells its progress in order, each event once, ending with the end", () => {
    const cursors = steps.map((step) => Number(step.cursor));
    expect(cursors).toEqual([...new Set(cursors)].sort((a, b) => a - b));
    expect(steps.at(-1)?.status).toBe("SUCCEEDED");
    expect(steps.slice(0, -1).every((step) => step.status === "RUNNING")).toBe(true);
    const stages = steps.flatMap((step) => (step.model === "applications" && step.stage ? [step.stage] : []));
    expect([...new Set(stages)]).toEqual(STAGES.filter((stage) => stages.includes(stage)));
    expect(stages).toContain("APPLY");
    const { users, applications } = expectedOutcomes(SCALE);
    expect(steps.at(-1)?.counts).toMatchObject({
      read: users.leftRecords + users.rightRecords + applications.leftRecords + applications.rightRecords,
      matched: users.matched + applications.matched,
      updated: applications.changes,
    });
  });

  it("gives a subscriber who comes back with a cursor the rest, and a late one everything", async () => {
    const replay = async (after: string | null) => {
      const cursors: string[] = [];
      for await (const event of client.subscribe(MigrationProgressDocument, { migrationId: migration.id, after }))
        cursors.push(event.migrationProgress.cursor);
      return cursors;
    };
    const all = steps.map((step) => step.cursor);
    const middle = Math.floor(all.length / 2);
    expect(await replay(null)).toEqual(all);
    expect(await replay(all[middle] as string)).toEqual(all.slice(middle + 1));
  });

  it("lists every finding, and finds by id, name and key value", async () => {
    const { users } = expectedOutcomes(SCALE);
    const { matches } = await client.request(MatchesDocument, { migrationId: migration.id, model: "users", first: 1 });
    expect(matches.totalCount).toBe(users.matched);
    const [match] = matches.nodes;
    const name = match?.left.fields.find((field) => field.name === "full_name")?.value as string;
    const key = match?.right.why[0];
    expect(key?.with).toEqual([{ id: match?.left.id, side: "LEFT" }]);
    for (const search of [match?.left.id, name, key?.value, match?.right.id]) {
      const found = await client.request(MatchesDocument, {
        migrationId: migration.id,
        model: "users",
        search,
        first: 100,
      });
      expect(found.matches.nodes.map((node) => node.id)).toContain(match?.id);
    }
    const { duplicates } = await client.request(DuplicatesDocument, { migrationId: migration.id, first: 100 });
    expect(duplicates.totalCount).toBe(users.duplicates + users.sameSide);
    const large = duplicates.nodes.find((node) => !node.sameSide && node.leftCount + node.rightCount > 2);
    expect(large?.chain.totalCount).toBe((large?.records.totalCount ?? 0) - 1);
  });

  it("names the candidates of an orphan with the values that agree", async () => {
    const { orphans } = await client.request(OrphansDocument, {
      migrationId: migration.id,
      model: "users",
      side: "RIGHT",
      hasCandidates: true,
    });
    expect(orphans.totalCount).toBeGreaterThan(0);
    for (const { candidates, record } of orphans.nodes)
      for (const candidate of candidates) {
        const [rule] = candidate.agreements;
        expect(rule?.rule).toBe("same_first_name_and_school");
        const firstName = rule?.values.find(({ name }) => name === "first_name")?.value as string;
        for (const { fields } of [record, candidate.record])
          expect(fields.find(({ name }) => name === "full_name")?.value?.toLowerCase()).toMatch(firstName);
      }
  });

  it("records each change, and each row that it could not take", async () => {
    const { applications } = expectedOutcomes(SCALE);
    const { changes } = await client.request(ChangesDocument, { migrationId: migration.id, first: 100 });
    expect(changes.totalCount).toBe(applications.changes);
    expect(changes.nodes.every(({ state, before, after }) => state === "APPLIED" && before !== after)).toBe(true);
    const { rejections } = await client.request(RejectionsDocument, {
      migrationId: migration.id,
      reason: "invalid_status",
    });
    expect(rejections.totalCount).toBe(applications.invalidStatuses);
    const { rows } = await database.pool.query<{ status: string }>(
      "select lead_provider_approval_status as status from npq.applications where id::text = any ($1)",
      [changes.nodes.map(({ recordId }) => recordId)],
    );
    expect(rows.map(({ status }) => status).toSorted()).toEqual(
      changes.nodes.map(({ after }) => `${after}`).toSorted(),
    );
  });

  it("offers its reports for download", async () => {
    const authorization = `Basic ${Buffer.from(`${CREDENTIALS.username}:${CREDENTIALS.password}`).toString("base64")}`;
    const report = migration.reports.find(({ kind, model }) => kind === "orphans" && model === "users");
    const url = new URL(report?.url as string, serving.url);
    expect((await fetch(url)).status).toBe(401);
    const response = await fetch(url, { headers: { authorization } });
    expect(response.headers.get("content-type")).toMatch("yaml");
    const orphans = load(await response.text()) as { orphan: { class: string } }[];
    expect(orphans.length).toBe(expectedOutcomes(SCALE).users.orphanedRight);
    expect(orphans[0]?.orphan.class).toBe("NpqRegistration::User");
  });

  it("changes nothing when it is run again, and tells a subscriber of its end", async () => {
    const ends = client.subscribe(MigrationFinishedDocument, { pipeline: "npq" });
    const end = ends.next();
    // The subscription is under way once a later one is answered on the same socket.
    for await (const _ of client.subscribe(MigrationProgressDocument, { migrationId: migration.id })) break;
    const id = await startMigration(client, { pipeline: "npq" });
    const again = await followMigration(client, id, () => {});
    expect(again.effects).toMatchObject([{ updated: 0 }]);
    expect((await end).value).toMatchObject({ migrationFinished: { id, status: "SUCCEEDED" } });
    await ends.return?.();
    const { trend } = await client.request(TrendDocument, { pipeline: "npq", model: "users" });
    expect(trend.map(({ migrationId }) => migrationId).sort()).toEqual([migration.id, id].sort());
  });

  it("answers what a person can put right with a user error", async () => {
    await expect(startMigration(client, { pipeline: "nothing" })).rejects.toMatchObject({ code: "UNKNOWN_PIPELINE" });
    await expect(startMigration(client, { pipeline: "npq", options: { limit: 5 } })).rejects.toMatchObject({
      code: "OPTION_NOT_TAKEN",
    });
    const { cancelMigration } = await client.request(CancelMigrationDocument, { id: migration.id });
    expect(cancelMigration.userErrors).toMatchObject([{ code: "MIGRATION_NOT_ACTIVE" }]);
  });
});
