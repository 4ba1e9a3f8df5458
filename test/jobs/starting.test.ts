import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { MigrationOptions } from "../../server/core/options.js";
import { blockedIn, closeGate } from "../helpers/interleave.js";
import { ended, endOf, migrationOf, request, runMigration, startMigration } from "../helpers/migrations.js";
import { openScenario, type Scenario } from "../helpers/npq-scenario.js";

let scenario: Scenario;
let app: App;
let other: App;

beforeAll(async () => {
  scenario = await openScenario();
  app = scenario.app;
  other = await openApp();
  await scenario.fill({ ecf: { users: { ann: {} } }, npq: { users: { ann: {} } } });
});

afterAll(async () => {
  await other?.stop();
  await scenario.close();
});

function openApp(): Promise<App> {
  return createApp(loadConfig({ DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent" }));
}

async function migrationCount(): Promise<number> {
  return (await app.database.prisma()).migration.count();
}

describe("a second start while one is active", () => {
  it("is refused, by this process and by others, with the name of the active one", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const id = await startMigration(app);
    for (const each of [app, other]) {
      const { migrationId, problems } = await each.migrations.start(request());
      expect(migrationId).toBe(id);
      expect(problems).toMatchObject([{ code: "MIGRATION_ACTIVE", field: "pipeline" }]);
      expect(problems[0]?.message).toContain(`Migration ${id} of npq is RUNNING`);
    }
    await gate.open();
    expect((await endOf(app, id)).status).toBe("SUCCEEDED");
  });

  it("of many at the very same time exactly one is taken, and the others name it", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const before = await migrationCount();
    const outcomes = await Promise.all([app, other, app, other, app].map((each) => each.migrations.start(request())));
    const [taken, ...more] = outcomes.filter(({ problems }) => problems.length === 0);
    expect(more).toEqual([]);
    expect(await migrationCount()).toBe(before + 1);
    for (const { migrationId, problems } of outcomes) {
      expect(migrationId).toBe(taken?.migrationId);
      if (problems.length > 0) expect(problems).toMatchObject([{ code: "MIGRATION_ACTIVE" }]);
    }
    await gate.open();
    await Promise.all([app, other].map((each) => ended(each, taken?.migrationId as number)));
  });

  it("does not hide what it does not know: another app's start leaves a running one alone", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const id = await startMigration(app);
    const third = await openApp();
    await third.stop();
    expect((await migrationOf(app, id)).status).toBe("RUNNING");
    await gate.open();
    expect((await endOf(app, id)).status).toBe("SUCCEEDED");
  });
});

describe("an idempotency key", () => {
  it("again with the same request gives the same migration, running or ended", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const again = request({ dryRun: true, batchSize: 10 }, { idempotencyKey: "again" });
    const first = await app.migrations.start(again);
    expect(first.problems).toEqual([]);
    expect(await other.migrations.start(again)).toEqual(first);
    await gate.open();
    await ended(app, first.migrationId as number);
    const inOtherOrder = request({ batchSize: 10, dryRun: true }, { idempotencyKey: "again" });
    expect(await app.migrations.start(inOtherOrder)).toEqual(first);
  });

  it("takes an option that is not given for one that is left out", async () => {
    const options = { dryRun: true, batchSize: undefined } as unknown as MigrationOptions;
    const first = await app.migrations.start(request(options, { idempotencyKey: "left out" }));
    await ended(app, first.migrationId as number);
    expect(await app.migrations.start(request(options, { idempotencyKey: "left out" }))).toEqual(first);
    expect(await app.migrations.start(request({ dryRun: true }, { idempotencyKey: "left out" }))).toEqual(first);
  });

  it("again with other options is refused", async () => {
    const first = await app.migrations.start(request({ dryRun: true }, { idempotencyKey: "reused" }));
    await ended(app, first.migrationId as number);
    const before = await migrationCount();
    const { migrationId, problems } = await app.migrations.start(request({}, { idempotencyKey: "reused" }));
    expect(migrationId).toBeNull();
    expect(problems).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }]);
    expect(problems[0]?.message).toContain(`migration ${first.migrationId}`);
    expect(await migrationCount()).toBe(before);
  });

  it("many times at once gives one migration, and all are told its id", async () => {
    for (let round = 0; round < 5; round++) {
      const before = await migrationCount();
      const same = request({}, { idempotencyKey: `at once ${round}` });
      const outcomes = await Promise.all([app, other, app, other].map((each) => each.migrations.start(same)));
      const id = outcomes[0]?.migrationId as number;
      expect(outcomes).toEqual(Array(4).fill({ migrationId: id, problems: [] }));
      expect(await migrationCount()).toBe(before + 1);
      await Promise.all([ended(app, id), ended(other, id)]);
    }
  });
});

describe("a request that can't be taken", () => {
  it("names a pipeline that there is not", async () => {
    const { migrationId, problems } = await app.migrations.start(request({}, { pipeline: "npx" }));
    expect(migrationId).toBeNull();
    expect(problems).toMatchObject([{ code: "UNKNOWN_PIPELINE", field: "pipeline" }]);
    expect(problems[0]?.message).toMatch(/"npx".*npq/);
  });

  it("gives options that the pipeline does not take: each is named, nothing is started", async () => {
    const before = await migrationCount();
    const { migrationId, problems } = await app.migrations.start(
      request({ mode: "UPSERT", limit: 5, dryRun: true, batchSize: 0 }),
    );
    expect(migrationId).toBeNull();
    expect(problems.map(({ code, field }) => [code, field])).toEqual([
      ["OPTION_NOT_TAKEN", "options.mode"],
      ["OPTION_NOT_TAKEN", "options.limit"],
      ["OPTION_NOT_TAKEN", "options.batchSize"],
    ]);
    expect(await migrationCount()).toBe(before);
  });
});

describe("cancelling", () => {
  it("is refused for a migration that has ended, or that there is not", async () => {
    const { id } = await runMigration(app);
    expect(await app.migrations.cancel(id)).toMatchObject({
      migrationId: id,
      problems: [{ code: "MIGRATION_NOT_ACTIVE" }],
    });
    expect(await app.migrations.cancel(2_000_000_000)).toMatchObject({
      migrationId: null,
      problems: [{ code: "MIGRATION_NOT_FOUND" }],
    });
  });

  it("works from another process, and twice", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const id = await startMigration(app);
    const taken = { migrationId: id, problems: [] };
    expect(await Promise.all([other.migrations.cancel(id), app.migrations.cancel(id)])).toEqual([taken, taken]);
    expect((await endOf(app, id)).status).toBe("CANCELLED");
    await gate.open();
    expect(await app.migrations.cancel(id), "of one that was cancelled is what was asked for").toEqual(taken);
  });
});

describe("stopping", () => {
  it("gives back what it works on, and the migration goes on where another process works", async () => {
    const alone = await openScenario();
    onTestFinished(() => alone.database.drop());
    await alone.fill({ ecf: { users: { ann: {} } }, npq: { users: { ann: {} } } });
    const gate = await closeGate(alone.database.pool, "ecf.users");
    const id = await startMigration(alone.app);
    await blockedIn(alone.database.pool, 'from "ecf"."users"');
    await alone.app.stop();
    await gate.open();
    const next = await createApp(loadConfig({ DATABASE_URL: alone.database.url, LOG_LEVEL: "silent" }));
    expect(await migrationOf(next, id)).toMatchObject({ status: "RUNNING" });
    await next.work();
    expect(await endOf(next, id)).toMatchObject({ status: "SUCCEEDED", errorCode: null });
    await next.stop();
  });
});
