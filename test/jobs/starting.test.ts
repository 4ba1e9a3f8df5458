import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { MigrationOptions } from "../../server/core/options.js";
import { blockedIn, closeGate, hold } from "../helpers/interleave.js";
import { endOf, migrationOf, request, runMigration, startMigration } from "../helpers/migrations.js";
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
  return app.database.prisma.migration.count();
}

/** A migration that is told to have ended but holds its lease until it is let go: it deletes the details of older ones. */
async function endSlowly() {
  const { pool } = scenario.database;
  const slow = await createApp(
    loadConfig({ DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent", RETENTION_MIGRATIONS: "1" }),
  );
  await runMigration(slow);
  const gate = await closeGate(pool, "npq.users");
  const id = await startMigration(slow);
  await blockedIn(pool, 'from "npq"."users"');
  const lock = await hold(pool, "select from crosswalk.records for update");
  await gate.open();
  for await (const _ of other.progress.follow(id, null));
  const stillHolds = () => blockedIn(pool, "delete from records");
  await stillHolds();
  return {
    stillHolds,
    letEnd: async () => {
      await lock.commit();
      await slow.stop();
    },
  };
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
    await Promise.all([app, other].map((each) => each.migrations.ended(taken?.migrationId as number)));
  });

  it("waits for one that is ending: it is over for those who follow it before its lease is free", async () => {
    const ending = await endSlowly();
    const starting = other.migrations.start(request());
    expect(await Promise.race([starting, ending.stillHolds().then(() => "waits")])).toBe("waits");
    await ending.letEnd();
    const { migrationId, problems } = await starting;
    expect(problems).toEqual([]);
    await endOf(other, migrationId as number);
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
    await app.migrations.ended(first.migrationId as number);
    const inOtherOrder = request({ batchSize: 10, dryRun: true }, { idempotencyKey: "again" });
    expect(await app.migrations.start(inOtherOrder)).toEqual(first);
  });

  it("takes an option that is not given for one that is left out", async () => {
    const options = { dryRun: true, batchSize: undefined } as unknown as MigrationOptions;
    const first = await app.migrations.start(request(options, { idempotencyKey: "left out" }));
    await app.migrations.ended(first.migrationId as number);
    expect(await app.migrations.start(request(options, { idempotencyKey: "left out" }))).toEqual(first);
    expect(await app.migrations.start(request({ dryRun: true }, { idempotencyKey: "left out" }))).toEqual(first);
  });

  it("again with other options is refused", async () => {
    const first = await app.migrations.start(request({ dryRun: true }, { idempotencyKey: "reused" }));
    await app.migrations.ended(first.migrationId as number);
    const before = await migrationCount();
    const { migrationId, problems } = await app.migrations.start(request({}, { idempotencyKey: "reused" }));
    expect(migrationId).toBeNull();
    expect(problems).toMatchObject([{ code: "IDEMPOTENCY_KEY_REUSED", field: "idempotencyKey" }]);
    expect(problems[0]?.message).toContain(`migration ${first.migrationId}`);
    expect(await migrationCount()).toBe(before);
  });

  it("that somebody else used while it waited for its turn gives that migration", async () => {
    const ending = await endSlowly();
    const waiting = other.migrations.start(request({}, { idempotencyKey: "came and went" }));
    await ending.stillHolds();
    const { id } = await app.database.prisma.migration.create({
      data: {
        pipeline: "npq",
        status: "SUCCEEDED",
        options: {},
        trigger: "API",
        idempotencyKey: "came and went",
        rules: "the same",
        finishedAt: new Date(),
      },
    });
    await ending.letEnd();
    expect(await waiting).toEqual({ migrationId: id, problems: [] });
  });

  it("many times at once gives one migration, and all are told its id", async () => {
    for (let round = 0; round < 5; round++) {
      const before = await migrationCount();
      const same = request({}, { idempotencyKey: `at once ${round}` });
      const outcomes = await Promise.all([app, other, app, other].map((each) => each.migrations.start(same)));
      const id = outcomes[0]?.migrationId as number;
      expect(outcomes).toEqual(Array(4).fill({ migrationId: id, problems: [] }));
      expect(await migrationCount()).toBe(before + 1);
      await Promise.all([app.migrations.ended(id), other.migrations.ended(id)]);
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
  it("cancels what runs and waits for its end", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const stopping = await openApp();
    const id = await startMigration(stopping);
    await stopping.stop();
    expect(await migrationOf(app, id)).toMatchObject({ status: "CANCELLED", errorCode: null });
    await gate.open();
    expect((await runMigration(app)).status).toBe("SUCCEEDED");
  });

  it("cancels what is just being started", async () => {
    const gate = await closeGate(scenario.database.pool, "ecf.users");
    const stopping = await openApp();
    const starting = stopping.migrations.start(request());
    await stopping.stop();
    const { migrationId } = await starting;
    expect(await migrationOf(app, migrationId as number)).toMatchObject({ status: "CANCELLED" });
    await gate.open();
  });
});
