import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { eventually } from "../helpers/eventually.js";
import { blockedIn, closeGate, hold } from "../helpers/interleave.js";
import { migrationOf, runMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario, type Services } from "../helpers/npq-scenario.js";

const names = Array.from({ length: 20 }, (_, i) => `a${i}`);

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

let scenario: Scenario;
let restarted: App | undefined;
let child: ChildProcess | undefined;

beforeAll(async () => {
  scenario = await openScenario();
});

afterEach(async () => {
  child?.kill("SIGKILL");
  await restarted?.stop();
  restarted = undefined;
});

afterAll(() => scenario.close());

function spawnMigration(options: object): ChildProcess {
  const program = fileURLToPath(new URL("../helpers/migration-process.ts", import.meta.url));
  return spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(options)], {
    env: { ...process.env, DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent" },
    stdio: "inherit",
  });
}

/** SIGKILL, and wait until PostgreSQL has seen that the process is gone. */
async function kill(process: ChildProcess): Promise<void> {
  const exit = once(process, "exit");
  process.kill("SIGKILL");
  await exit;
  await eventually("the dead process's lease is free", async () => {
    const { rows } = await scenario.database.pool.query(
      `select from pg_locks where locktype = 'advisory' and classid = x'43574c4b'::int::oid
          and database = (select oid from pg_database where datname = current_database())`,
    );
    return rows.length === 0;
  });
}

async function restart(): Promise<App> {
  restarted = await createApp(loadConfig({ DATABASE_URL: scenario.database.url, LOG_LEVEL: "silent" }));
  return restarted;
}

async function newestMigration(): Promise<number> {
  const { rows } = await scenario.database.pool.query<{ id: number }>("select max(id) as id from crosswalk.migrations");
  return rows[0]?.id as number;
}

describe("a process that is killed", () => {
  it("between the target's commit and the confirmation: the next migration settles the changes as they are", async () => {
    const { pool } = scenario.database;
    await scenario.fill(SERVICES);
    // Confirming a change behind the fifth waits as long as the test holds the lock.
    await pool.query(`
      create function public.wait_for_test() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock(4711); return new; end $$;
      create trigger wait_for_test before update on crosswalk.changes
        for each row when (new.number > 5) execute function public.wait_for_test()`);
    const gate = await hold(pool, "select pg_advisory_xact_lock(4711)");
    child = spawnMigration({ batchSize: 5 });
    await blockedIn(pool, "update changes");
    const id = await newestMigration();
    await kill(child);

    const applied = (await scenario.outcomesOf(id)).changes;
    const nameAt = (i: number) => applied[i]?.slice("npq.".length, applied[i]?.indexOf(":")) as string;
    // Somebody else writes to one of the applied records, one of the others, and takes one away.
    const overtake = (i: number, status: string) =>
      pool.query("update npq.applications set lead_provider_approval_status = $2 where id = $1", [
        scenario.npqApplicationId(nameAt(i)),
        status,
      ]);
    await overtake(6, "rejected");
    await overtake(11, "rejected");
    await overtake(12, "accepted");
    await pool.query("delete from npq.applications where id = $1", [scenario.npqApplicationId(nameAt(13))]);
    await gate.commit();
    await pool.query("drop trigger wait_for_test on crosswalk.changes; drop function public.wait_for_test");
    const inStore = (await scenario.npqApplications())[nameAt(5)];
    expect(inStore).toEqual({ status: "accepted", touched: true });
    expect(applied.map((change) => change.split(" ").at(-1))).toEqual([
      ...Array(5).fill("APPLIED"),
      ...Array(15).fill("INTENDED"),
    ]);

    const app = await restart();
    expect(await migrationOf(app, id)).toMatchObject({
      status: "FAILED",
      errorCode: "MIGRATION_ABANDONED",
      unsettled: true,
    });

    const next = await runMigration(app);
    expect(next.status).toBe("SUCCEEDED");
    expect((await migrationOf(app, id)).unsettled).toBe(false);
    const settled = (await scenario.outcomesOf(id)).changes.map((change) => change.split(" ").at(-1));
    expect(settled).toEqual([
      ...Array(5).fill("APPLIED"),
      ...["APPLIED", "OVERTAKEN", "APPLIED", "APPLIED", "APPLIED"],
      ...["NOT_APPLIED", "OVERTAKEN", "APPLIED", "OVERTAKEN"],
      ...Array(6).fill("NOT_APPLIED"),
    ]);
    const [effects] = await app.database.prisma.entityEffects.findMany({ where: { migrationId: id } });
    expect(effects?.updated).toBe(settled.filter((state) => state === "APPLIED").length);
    const statuses = Object.values(await scenario.npqApplications()).map(({ status }) => status);
    expect(statuses).toEqual(Array(19).fill("accepted"));
  });

  it("while it reads: nothing of it is kept, and the next one runs", async () => {
    const { pool } = scenario.database;
    await scenario.fill(SERVICES);
    const gate = await closeGate(pool, "npq.users");
    child = spawnMigration({});
    await blockedIn(pool, 'count(*) from "npq"."users"');
    const id = await newestMigration();
    await kill(child);
    await gate.open();
    const app = await restart();
    expect(await migrationOf(app, id)).toMatchObject({ errorCode: "MIGRATION_ABANDONED", unsettled: false });
    expect((await scenario.outcomesOf(id)).users.counts.leftRecords).toBe(0);
    const events = await app.database.prisma.event.findMany({ where: { migrationId: id }, orderBy: { id: "desc" } });
    expect(events[0]?.progress).toMatchObject({ status: "FAILED" });
    expect((await runMigration(app)).status).toBe("SUCCEEDED");
  });

  it("is found by whoever starts the next migration, too", async () => {
    const { pool } = scenario.database;
    await scenario.fill(SERVICES);
    const gate = await closeGate(pool, "npq.users");
    child = spawnMigration({});
    await blockedIn(pool, 'count(*) from "npq"."users"');
    const id = await newestMigration();
    await kill(child);
    await gate.open();
    // this app was there all the time
    expect((await scenario.migrate()).status).toBe("SUCCEEDED");
    expect(await migrationOf(scenario.app, id)).toMatchObject({ status: "FAILED", errorCode: "MIGRATION_ABANDONED" });
  });
});
