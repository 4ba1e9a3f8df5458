import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ended, printed, startCommand } from "../helpers/command.js";
import { eventually } from "../helpers/eventually.js";
import { blockedIn, closeGate, type Held, hold, killSession } from "../helpers/interleave.js";
import { endOf, migrationOf, startMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario, type Services } from "../helpers/npq-scenario.js";
import { keptOf, leftOver } from "./kept.js";

const names = Array.from({ length: 20 }, (_, i) => `a${i}`);

/** Of every kind of finding some, and twenty changes. */
const SERVICES: Services = {
  ecf: {
    users: { ann: { trn: "7000001" }, bob: { trn: "7000002" }, bea: { trn: "7000002" }, sue: { fullName: "Sue Lee" } },
    applications: {
      ...Object.fromEntries(names.map((name) => [name, { user: "ann", school: "Oak", status: "accepted" }])),
      odd: { user: "bob", status: "approved" },
      mine: { user: "sue", school: "Elm" },
    },
  },
  npq: {
    users: {
      ann: { ecfId: ecfId("ann") },
      bob: { trn: "7000002" },
      sue: { fullName: "Sue Moor" },
      two: { trn: "7000009" },
      too: { trn: "7000009" },
    },
    applications: {
      ...Object.fromEntries(names.map((name) => [name, { user: "ann", school: "Oak" }])),
      odd: { user: "bob" },
      lone: { user: "sue", school: "Elm", ecfId: null },
    },
  },
};

const OPTIONS = { batchSize: 5 };

let scenario: Scenario;
let worker: ChildProcess | undefined;
let undisturbed: Awaited<ReturnType<typeof keptOf>>;

beforeAll(async () => {
  scenario = await openScenario({}, { works: false });
  await scenario.fill(SERVICES);
  worker = await startWorker();
  const { id, status } = await scenario.migrate(OPTIONS);
  expect(status).toBe("SUCCEEDED");
  undisturbed = await keptOf(scenario, id);
});

beforeEach(() => scenario.fill(SERVICES));

afterAll(async () => {
  await kill(worker);
  await scenario.close();
});

async function startWorker(settings: Readonly<Record<string, string>> = {}): Promise<ChildProcess> {
  const child = startCommand("server/main.ts", ["worker"], {
    DATABASE_URL: scenario.database.url,
    LOG_LEVEL: "silent",
    ...settings,
  });
  await printed(child, /works on migrations/);
  return child;
}

async function kill(child: ChildProcess | undefined): Promise<void> {
  child?.kill("SIGKILL");
  if (child) await ended(child);
}

/** The worker is killed, and with it a session of its that PostgreSQL would miss later; another takes up what it had. */
async function replaceWorker(id: number, session?: number): Promise<void> {
  const before = await attempts(id);
  await kill(worker);
  if (session !== undefined) await killSession(scenario.database.pool, session);
  worker = await startWorker();
  await eventually("another worker has the part", async () => (await attempts(id)) > before);
}

/** How often the parts of a migration were taken. */
async function attempts(id: number): Promise<number> {
  const { rows } = await scenario.database.pool.query<{ attempts: number }>(
    "select coalesce(sum(attempt), 0)::int as attempts from crosswalk.parts where migration_id = $1",
    [id],
  );
  return rows[0]?.attempts as number;
}

/** Whoever writes such a row has to wait until the gate is opened. */
async function waitAt(table: string, event: string, condition: string): Promise<Held> {
  const { pool } = scenario.database;
  await pool.query(`
    create or replace function public.wait_for_test() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
    create trigger wait_for_test before ${event} on crosswalk.${table}
      for each row when (${condition}) execute function public.wait_for_test()`);
  // Registered first, so that it comes last: the gate is open by then.
  onTestFinished(async () => {
    await pool.query(`drop trigger wait_for_test on crosswalk.${table}`);
  });
  return hold(pool, "select pg_advisory_xact_lock(4711)");
}

/** The migration ends as if nobody had been killed. */
async function expectUndisturbed(id: number): Promise<void> {
  expect(await endOf(scenario.app, id)).toMatchObject({ status: "SUCCEEDED" });
  expect(await keptOf(scenario, id)).toEqual(undisturbed);
  await eventually("nothing is left over", async () => {
    const left = JSON.stringify(await leftOver(scenario));
    return left === JSON.stringify({ parts: 0, notes: 0, records: 0, buckets: 0 });
  });
}

it("what is compared has all kinds of findings in it", () => {
  for (const name of ["candidates", "changes", "rejections"]) expect(undisturbed[name]).not.toEqual([]);
  const outcomes = (undisturbed.findings as { kept: { outcome: string } }[]).map(({ kept }) => kept.outcome);
  expect(new Set(outcomes)).toEqual(new Set(["MATCHED", "DUPLICATE", "SAME_SIDE", "ORPHAN"]));
});

it("a source that goes away is asked again a little later, and the migration ends as if nothing had been", async () => {
  const { pool } = scenario.database;
  const gate = await closeGate(pool, "npq.schools");
  const id = await startMigration(scenario.app, OPTIONS);
  await killSession(pool, await blockedIn(pool, 'copy%from "npq".users'));
  await gate.open();
  await expectUndisturbed(id);
});

describe("a worker that is killed", () => {
  it.each([
    ["reads the first model", "npq.schools", 'copy%from "npq".users'],
    ["reads the second model", "npq.courses", 'copy%from "npq".applications'],
    ["counts", "ecf.users", 'count(*) from "ecf"'],
  ])("while it %s is followed by another", async (_, table, statement) => {
    const { pool } = scenario.database;
    const gate = await closeGate(pool, table);
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(pool, statement);
    await replaceWorker(id);
    await gate.open();
    await expectUndisturbed(id);
  });

  it("while it checks the sources is followed by another", async () => {
    const { pool } = scenario.database;
    const lock = await hold(pool, "lock table npq.users");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(pool, "explain");
    await replaceWorker(id);
    await lock.commit();
    await expectUndisturbed(id);
  });

  it("while it stores what matching found is followed by another", async () => {
    const gate = await waitAt("findings", "insert", "new.outcome = 'ORPHAN'");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(scenario.database.pool, "copy findings");
    await replaceWorker(id);
    await gate.commit();
    await expectUndisturbed(id);
  });

  it.each([["READ"], ["MATCH"], ["APPLY"], ["FINISH"]])(
    "when all of %s is kept, before that is said, is followed by another that does nothing of it again",
    async (kind) => {
      const gate = await waitAt("parts", "update", `new.status = 'DONE' and new.kind = '${kind}'`);
      const id = await startMigration(scenario.app, OPTIONS);
      await replaceWorker(id, await blockedIn(scenario.database.pool, "update parts set status"));
      await gate.commit();
      await expectUndisturbed(id);
    },
  );

  it("between the target's commit and the confirmation is followed by another, which finds it applied", async () => {
    const gate = await waitAt("changes", "update", "new.number % 62500000 > 5");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(scenario.database.pool, "update changes");
    // Twice: who follows first is no better off.
    await replaceWorker(id);
    await blockedIn(scenario.database.pool, "update changes");
    await replaceWorker(id);
    await gate.commit();
    await expectUndisturbed(id);
  });

  it("while the target makes it wait is followed by another, whatever the target then does first", async () => {
    const { pool } = scenario.database;
    const lock = await hold(pool, "select from npq.applications where id = 12 for update");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(pool, 'update "npq"."applications"');
    // The target's session goes on: it has not noticed that nobody waits for it.
    await replaceWorker(id);
    await eventually("both wait", async () => {
      const { rows } = await pool.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and query ilike 'update "npq"."applications"%'
          and datname = current_database()`,
      );
      return rows.length === 2;
    });
    await lock.commit();
    await expectUndisturbed(id);
  });

  it("once too often fails the migration, and the next one settles what is in doubt as it is", async () => {
    const { pool } = scenario.database;
    const gate = await waitAt("changes", "update", "new.number % 62500000 > 5");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(pool, "update changes");
    await kill(worker);
    worker = await startWorker({ MIGRATION_ATTEMPTS: "1" });
    await endOf(scenario.app, id);
    await gate.commit();
    expect(await migrationOf(scenario.app, id)).toMatchObject({
      status: "FAILED",
      errorCode: "MIGRATION_ABANDONED",
      unsettled: true,
    });
    const applied = (await scenario.outcomesOf(id)).changes;
    expect(applied.map((change) => change.split(" ").at(-1))).toEqual([
      ...Array(5).fill("APPLIED"),
      ...Array(15).fill("INTENDED"),
    ]);

    // Somebody else writes to one of the applied records, two of the others, and takes one away.
    const idAt = (i: number) => scenario.npqApplicationId(applied[i]?.slice(4, applied[i]?.indexOf(":")) as string);
    const overtake = (i: number, status: string) =>
      pool.query("update npq.applications set lead_provider_approval_status = $2 where id = $1", [idAt(i), status]);
    await overtake(6, "rejected");
    await overtake(11, "rejected");
    await overtake(12, "accepted");
    await pool.query("delete from npq.applications where id = $1", [idAt(13)]);

    expect((await scenario.migrate()).status).toBe("SUCCEEDED");
    expect((await migrationOf(scenario.app, id)).unsettled).toBe(false);
    const settled = (await scenario.outcomesOf(id)).changes.map((change) => change.split(" ").at(-1));
    expect(settled).toEqual([
      ...Array(5).fill("APPLIED"),
      ...["APPLIED", "OVERTAKEN", "APPLIED", "APPLIED", "APPLIED"],
      ...["NOT_APPLIED", "OVERTAKEN", "APPLIED", "OVERTAKEN"],
      ...Array(6).fill("NOT_APPLIED"),
    ]);
    const [effects] = await (await scenario.app.database.prisma()).entityEffects.findMany({
      where: { migrationId: id },
    });
    expect(effects?.updated).toBe(settled.filter((state) => state === "APPLIED").length);
    const statuses = Object.entries(await scenario.npqApplications()).filter(([name]) => names.includes(name));
    expect(statuses.map(([, { status }]) => status)).toEqual(Array(19).fill("accepted"));
  });

  it("while it reads, once too often, fails the migration and leaves nothing", async () => {
    const { pool } = scenario.database;
    const gate = await closeGate(pool, "npq.courses");
    const id = await startMigration(scenario.app, OPTIONS);
    await blockedIn(pool, 'copy%from "npq".applications');
    await eventually("the other side is read", async () => {
      const { rows } = await pool.query("select from crosswalk.parts where kind = 'READ' and status = 'DONE'");
      return rows.length === 1;
    });
    await kill(worker);
    worker = await startWorker({ MIGRATION_ATTEMPTS: "1" });
    expect(await endOf(scenario.app, id)).toMatchObject({ status: "FAILED", errorCode: "MIGRATION_ABANDONED" });
    await gate.open();
    expect((await scenario.outcomesOf(id)).users.counts.leftRecords).toBe(0);
    await eventually("no record is left of it", async () => {
      const left = JSON.stringify(await leftOver(scenario));
      return left === JSON.stringify({ parts: 0, notes: 0, records: 0, buckets: 0 });
    });
  });
});
