import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../helpers/eventually.js";
import { blockedIn, type Held, hold, killSession } from "../helpers/interleave.js";
import { endOf, runMigration, startMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario, type Services } from "../helpers/npq-scenario.js";

const COUNT = 60;

/** Applications a00, a01, … that ECF has accepted and NPQ has pending. */
const names = Array.from({ length: COUNT }, (_, i) => `a${String(i).padStart(2, "0")}`);

const SERVICES: Services = {
  ecf: {
    users: { ann: {} },
    applications: Object.fromEntries(names.map((name) => [name, { user: "ann", status: "accepted" }])),
  },
  npq: {
    users: { ann: { ecfId: ecfId("ann") } },
    applications: Object.fromEntries(names.map((name) => [name, { user: "ann" }])),
  },
};

const UPDATE = 'update "npq"."applications"';

let scenario: Scenario;
/** the names of the applications in the order in which they are changed */
let order: readonly string[];

beforeAll(async () => {
  scenario = await openScenario();
  const { changes } = await scenario.reconcile(SERVICES, { dryRun: true });
  order = changes.map((change) => change.slice("npq.".length, change.indexOf(":")));
  expect(order).toHaveLength(COUNT);
});

afterAll(() => scenario.close());

beforeEach(() => scenario.fill(SERVICES));

/** Keeps whoever updates an application waiting, until the test is over or commits. */
function holdApplication(name: string, pool = scenario.database.pool) {
  return hold(pool, "select from npq.applications where id = $1 for update", [scenario.npqApplicationId(name)]);
}

async function statuses(): Promise<readonly (string | null)[]> {
  const applications = await scenario.npqApplications();
  return order.map((name) => applications[name]?.status ?? null);
}

/** The states of changes in their order, each with how many there are of it in a row. */
async function states(id: number): Promise<readonly string[]> {
  const runs: { state: string; count: number }[] = [];
  for (const change of (await scenario.outcomesOf(id)).changes) {
    const state = change.slice(change.lastIndexOf(" ") + 1);
    const last = runs.at(-1);
    if (last?.state === state) last.count++;
    else runs.push({ state, count: 1 });
  }
  return runs.map(({ state, count }) => `${count} ${state}`);
}

async function updated(id: number): Promise<number | undefined> {
  const effects = await (await scenario.app.database.prisma()).entityEffects.findMany({ where: { migrationId: id } });
  return effects[0]?.updated;
}

describe("changes", () => {
  it.each([1, 7, COUNT, COUNT + 1])("are all applied in batches of %d", async (batchSize) => {
    const { id, status, unsettled } = await scenario.migrate({ batchSize });
    expect({ status, unsettled }).toEqual({ status: "SUCCEEDED", unsettled: false });
    expect(await states(id)).toEqual([`${COUNT} APPLIED`]);
    expect(await updated(id)).toBe(COUNT);
    expect(new Set(await statuses())).toEqual(new Set(["accepted"]));
  });

  it("are committed batch by batch", async () => {
    const lock = await holdApplication(order[20] as string);
    const id = await startMigration(scenario.app, { batchSize: 10 });
    await blockedIn(scenario.database.pool, UPDATE);
    expect(await states(id)).toEqual(["20 APPLIED", "40 INTENDED"]);
    expect((await statuses()).filter((status) => status === "accepted")).toHaveLength(20);
    await lock.commit();
    await endOf(scenario.app, id);
  });
});

describe("a record that changes between being read and being changed", () => {
  it("keeps its newer value and is a rejection", async () => {
    const name = order[30] as string;
    const id = scenario.npqApplicationId(name);
    const meanwhile = await hold(
      scenario.database.pool,
      "update npq.applications set lead_provider_approval_status = 'rejected' where id = $1",
      [id],
    );
    const migration = await startMigration(scenario.app);
    await blockedIn(scenario.database.pool, UPDATE);
    await meanwhile.commit();
    const { status, unsettled } = await endOf(scenario.app, migration);
    const { changes, rejections, applications } = await scenario.outcomesOf(migration);

    expect({ status, unsettled }).toEqual({ status: "SUCCEEDED", unsettled: false });
    expect(rejections).toEqual([`npq.${name}: changed_meanwhile`]);
    expect(applications.counts.rejected).toBe(1);
    expect(changes[30]).toBe(`npq.${name}: pending → accepted NOT_APPLIED`);
    expect(await states(migration)).toEqual(["30 APPLIED", "1 NOT_APPLIED", "29 APPLIED"]);
    expect(await updated(migration)).toBe(COUNT - 1);
    expect((await scenario.npqApplications())[name]).toEqual({ status: "rejected", touched: false });
  });

  it("is a rejection if it is gone", async () => {
    const name = order[0] as string;
    const meanwhile = await hold(scenario.database.pool, "delete from npq.applications where id = $1", [
      scenario.npqApplicationId(name),
    ]);
    const migration = await startMigration(scenario.app, { batchSize: 1 });
    await blockedIn(scenario.database.pool, UPDATE);
    await meanwhile.commit();
    await endOf(scenario.app, migration);
    expect((await scenario.outcomesOf(migration)).rejections).toEqual([`npq.${name}: changed_meanwhile`]);
    expect(await states(migration)).toEqual(["1 NOT_APPLIED", "59 APPLIED"]);
  });

  it("is as well off if somebody else gave it the same value", async () => {
    const name = order[5] as string;
    const meanwhile = await hold(
      scenario.database.pool,
      "update npq.applications set lead_provider_approval_status = 'accepted' where id = $1",
      [scenario.npqApplicationId(name)],
    );
    const migration = await startMigration(scenario.app);
    await blockedIn(scenario.database.pool, UPDATE);
    await meanwhile.commit();
    await endOf(scenario.app, migration);
    expect((await scenario.npqApplications())[name]).toEqual({ status: "accepted", touched: false });
    const next = await scenario.migrate();
    expect([next.changes, next.rejections]).toEqual([[], []]);
  });
});

describe("a migration that is cancelled while it applies", () => {
  it("keeps what is applied, gives up the rest, and the next one finishes it", async () => {
    const lock = await holdApplication(order[20] as string);
    const id = await startMigration(scenario.app, { batchSize: 1 });
    await blockedIn(scenario.database.pool, UPDATE);
    await scenario.app.migrations.cancel(id);
    for await (const { progress } of scenario.app.progress.follow(id, null))
      if (progress.status === "CANCELLING") break;
    await lock.commit();
    expect(await endOf(scenario.app, id)).toMatchObject({ status: "CANCELLED", errorCode: null, unsettled: false });

    const after = await states(id);
    expect(after).toHaveLength(2);
    const [applied, given] = after.map((run) => Number.parseInt(run, 10)) as [number, number];
    expect(after).toEqual([`${applied} APPLIED`, `${given} NOT_APPLIED`]);
    expect(applied).toBeGreaterThanOrEqual(21);
    expect(await updated(id)).toBe(applied);
    expect(await statuses()).toEqual(order.map((_, i) => (i < applied ? "accepted" : "pending")));

    const next = await scenario.migrate();
    expect(next.changes).toHaveLength(given);
    expect(new Set(await statuses())).toEqual(new Set(["accepted"]));
    expect((await scenario.migrate()).changes).toEqual([]);
  });
});

/** Starts a migration and ends the session that applies its third batch; whoever tries again waits for the lock, too. */
async function loseTarget(): Promise<{ id: number; lock: Held }> {
  const { pool } = scenario.database;
  const lock = await holdApplication(order[25] as string);
  const id = await startMigration(scenario.app, { batchSize: 10 });
  await killSession(pool, await blockedIn(pool, UPDATE));
  return { id, lock };
}

describe("a target that goes away while changes are applied", () => {
  it("is asked again a little later, and the migration ends as if nothing had been", async () => {
    const { id, lock } = await loseTarget();
    await eventually("it is asked again", async () => {
      const [part] = await (await scenario.app.database.prisma()).part.findMany({
        where: { migrationId: id, kind: "APPLY" },
      });
      return part?.attempt === 2;
    });
    await blockedIn(scenario.database.pool, UPDATE);
    expect(await states(id)).toEqual(["20 APPLIED", "40 INTENDED"]);
    await lock.commit();
    expect(await endOf(scenario.app, id)).toMatchObject({ status: "SUCCEEDED", errorCode: null, unsettled: false });
    expect(await states(id)).toEqual([`${COUNT} APPLIED`]);
    expect(await updated(id)).toBe(COUNT);
    expect(new Set(await statuses())).toEqual(new Set(["accepted"]));
  });

  it("does not excuse a record that changed in the meantime", async () => {
    const name = order[22] as string;
    const { id, lock } = await loseTarget();
    await blockedIn(scenario.database.pool, UPDATE);
    await lock.query("update npq.applications set lead_provider_approval_status = 'rejected' where id = $1", [
      scenario.npqApplicationId(name),
    ]);
    await lock.commit();
    await endOf(scenario.app, id);
    expect((await scenario.outcomesOf(id)).rejections).toEqual([`npq.${name}: changed_meanwhile`]);
    expect(await states(id)).toEqual(["22 APPLIED", "1 NOT_APPLIED", "37 APPLIED"]);
  });

  describe("once too often", () => {
    let patient: Scenario;

    beforeAll(async () => {
      patient = scenario;
      scenario = await openScenario({ MIGRATION_ATTEMPTS: "1" });
    });

    afterAll(async () => {
      await scenario.close();
      scenario = patient;
    });

    it("fails the migration, and the next one settles what is in doubt and finishes it", async () => {
      const { id, lock } = await loseTarget();
      const migration = await endOf(scenario.app, id);
      await lock.commit();
      expect(migration).toMatchObject({ status: "FAILED", errorCode: "SOURCE_FAILED", unsettled: true });
      expect(migration.errorMessage).toContain("NPQ registration failed");
      expect(await states(id)).toEqual(["20 APPLIED", "40 INTENDED"]);

      const next = await runMigration(scenario.app);
      expect(next).toMatchObject({ status: "SUCCEEDED", unsettled: false });
      expect(await states(id)).toEqual(["20 APPLIED", "40 NOT_APPLIED"]);
      expect(await states(next.id)).toEqual(["40 APPLIED"]);
      expect(new Set(await statuses())).toEqual(new Set(["accepted"]));
    });
  });
});
