import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { blockedIn, closeGate, hold, killSession } from "../helpers/interleave.js";
import { endOf, runMigration, startMigration } from "../helpers/migrations.js";
import { readOutcomes } from "../helpers/npq-outcomes.js";
import {
  commitWithoutWaiting,
  createServices,
  ecfId,
  fillServices,
  namesOf,
  openScenario,
  type Scenario,
  type Services,
} from "../helpers/npq-scenario.js";

const SERVICES: Services = {
  ecf: { users: { ann: {} }, applications: { headship: { user: "ann", school: "Oak", status: "accepted" } } },
  npq: { users: { ann: { ecfId: ecfId("ann") } }, applications: { headship: { user: "ann", school: "Oak" } } },
};

const DETAILS = [
  "record_blocks",
  "record_findings",
  "findings",
  "candidates",
  "search_buckets",
  "match_notes",
  "shared_values",
  "model_results",
  "changes",
  "parts",
];

let scenario: Scenario;

beforeAll(async () => {
  // Whether a lost source is asked again is another matter.
  scenario = await openScenario({ MIGRATION_ATTEMPTS: "1" });
});

afterAll(() => scenario.close());

beforeEach(() => scenario.fill(SERVICES));

/** How many rows there are of everything that a migration finds. */
async function detailRows(): Promise<number> {
  const counts = DETAILS.map((table) => `(select count(*) from crosswalk.${table})`).join(" + ");
  const { rows } = await scenario.database.pool.query<{ count: number }>(`select (${counts})::int as count`);
  return rows[0]?.count as number;
}

/** That nothing is left of a failed migration, and that the next one goes well. */
async function expectAllClear(before: number): Promise<void> {
  // What it had read already goes once it has ended.
  await eventually("nothing of it is kept", async () => (await detailRows()) === before);
  // PostgreSQL sees that a client is gone only when it has something to tell it.
  await eventually("no session is left behind", async () => {
    const { rows } = await scenario.database.pool.query(
      `select from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and (query ~ '"(ecf|npq)"|pg_attribute|^select 1$' or state like 'idle in transaction%')`,
    );
    return rows.length === 0;
  });
  const { status, users } = await scenario.migrate();
  expect(status).toBe("SUCCEEDED");
  expect(users.matched).toEqual(["ecf.ann npq.ann"]);
}

describe("a source that is not as it should be", () => {
  it("ends the migration before anything is read, with all that is missing by name", async () => {
    const before = await detailRows();
    await scenario.database.pool.query(`
      alter table ecf.npq_applications rename column school_urn to urn;
      alter table ecf.teacher_profiles rename to profiles;
      alter table npq.users rename column uid to subject;
      alter table npq.applications rename column ecf_id to ecf;
      alter table npq.courses rename to programmes`);
    const migration = await runMigration(scenario.app);
    const stages = await (await scenario.app.database.prisma()).stage.findMany({
      where: { migrationId: migration.id },
    });
    await scenario.database.pool.query(`
      alter table ecf.npq_applications rename column urn to school_urn;
      alter table ecf.profiles rename to teacher_profiles;
      alter table npq.users rename column subject to uid;
      alter table npq.applications rename column ecf to ecf_id;
      alter table npq.programmes rename to courses`);

    expect(migration).toMatchObject({ status: "FAILED", errorCode: "SOURCE_INCOMPLETE" });
    expect(migration.errorMessage).toContain(
      "ECF lacks table ecf.teacher_profiles, column ecf.npq_applications.school_urn.",
    );
    expect(migration.errorMessage).toContain(
      "NPQ registration lacks column npq.users.uid, column npq.applications.ecf_id, table npq.courses.",
    );
    expect(stages.map(({ name }) => name)).toEqual(["CHECK"]);
    await expectAllClear(before);
  });

  it("ends it where a query fails, and says which service and why", async () => {
    const before = await detailRows();
    const { pool } = scenario.database;
    // A view may have all the columns and fail when it is read.
    await pool.query(`
      alter table ecf.schools rename to real_schools;
      create view ecf.schools as select id, urn, (1 / (length(name) - length(name)))::text as name from ecf.real_schools`);
    const reading = await runMigration(scenario.app);
    await pool.query(`
      drop view ecf.schools;
      alter table ecf.real_schools rename to schools;
      alter table npq.users rename to real_users;
      create view npq.users as select * from npq.real_users where 1 / (id - id) = 1`);
    const counting = await runMigration(scenario.app);
    await pool.query("drop view npq.users; alter table npq.real_users rename to users");

    expect(reading).toMatchObject({ status: "FAILED", errorCode: "SOURCE_FAILED" });
    expect(reading.errorMessage).toContain("ECF failed: division by zero");
    expect(counting).toMatchObject({ status: "FAILED", errorCode: "SOURCE_FAILED" });
    expect(counting.errorMessage).toContain("NPQ registration failed: division by zero");
    await expectAllClear(before);
  });

  it.each([
    ["ECF_DATABASE_URL", "ECF"],
    ["NPQ_DATABASE_URL", "NPQ registration"],
  ])("ends it where %s does not answer, without telling the password", async (setting, title) => {
    const elsewhere = await openScenario({}, { works: false });
    onTestFinished(() => elsewhere.close());
    const { database } = elsewhere;
    const url = new URL(database.url);
    url.password = "s3cret-word";
    url.port = "1";
    const app = await createApp(
      loadConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent", MIGRATION_ATTEMPTS: "1", [setting]: url.href }),
    );
    try {
      await app.work();
      const migration = await runMigration(app);
      expect(migration).toMatchObject({ status: "FAILED", errorCode: "SOURCE_UNREACHABLE" });
      expect(migration.errorMessage).toContain(`${title} can't be reached at ${url.hostname}:1${url.pathname}`);
      expect(migration.errorMessage).toContain(`Check ${setting}`);
      expect(migration.errorMessage).not.toContain("s3cret-word");
    } finally {
      await app.stop();
    }
  });
});

describe("a source that goes away", () => {
  it.each([
    ["ECF while it is read", "ecf.schools", 'copy%from "ecf".users', "ECF"],
    ["NPQ while it is read", "npq.schools", 'copy%from "npq".users', "NPQ registration"],
    ["ECF while it is counted", "ecf.users", 'count(*) from "ecf"', "ECF"],
    ["NPQ in the second model", "npq.courses", 'copy%from "npq".applications', "NPQ registration"],
  ])("ends the migration: %s", async (_, table, statement, title) => {
    const { pool } = scenario.database;
    const before = await detailRows();
    const gate = await closeGate(pool, table);
    const id = await startMigration(scenario.app);
    await killSession(pool, await blockedIn(pool, statement));
    const migration = await endOf(scenario.app, id);
    await gate.open();
    expect(migration).toMatchObject({ status: "FAILED", errorCode: "SOURCE_FAILED" });
    expect(migration.errorMessage).toContain(`${title} failed: `);
    await expectAllClear(before);
  });

  it("ends the migration: NPQ while it is checked", async () => {
    const { pool } = scenario.database;
    const before = await detailRows();
    const lock = await hold(pool, "lock table npq.users");
    const id = await startMigration(scenario.app);
    await killSession(pool, await blockedIn(pool, "explain"));
    const migration = await endOf(scenario.app, id);
    await lock.commit();
    expect(migration).toMatchObject({ status: "FAILED", errorCode: "SOURCE_FAILED" });
    expect(migration.errorMessage).toContain("NPQ registration failed: ");
    await expectAllClear(before);
  });
});

describe("what is read", () => {
  it("is one view of each service, whatever is written to them meanwhile", async () => {
    const { pool } = scenario.database;
    const gate = await closeGate(pool, "npq.schools");
    const id = await startMigration(scenario.app);
    await blockedIn(pool, 'copy%from "npq".users');
    await eventually("ECF is read", async () => {
      const parts = await (await scenario.app.database.prisma()).part.count({
        where: { kind: "READ", status: "DONE" },
      });
      return parts === 1;
    });
    // NPQ's users are not read yet, and no applications; all of this comes too late nevertheless.
    await pool.query(`
      insert into ecf.npq_applications
        select gen_random_uuid(), participant_identity_id, npq_course_id, npq_lead_provider_id, school_urn,
               'pending', null, false, now(), now() from ecf.npq_applications;
      insert into npq.users (id, email, created_at, updated_at) values (2, 'late@npq.example', now(), now());
      update npq.users set ecf_id = null where id = 1;
      insert into npq.applications (id, user_id, course_id, lead_provider_id, created_at, updated_at)
        values (2, 2, 1, 1, now(), now())`);
    await gate.open();
    await endOf(scenario.app, id);
    const { users, applications } = await scenario.outcomesOf(id);
    expect(users.counts).toMatchObject({ leftRecords: 1, rightRecords: 1, matched: 1 });
    expect(applications.counts).toMatchObject({ leftRecords: 1, rightRecords: 1, matched: 1 });

    const next = await scenario.migrate();
    expect(next.users.counts).toMatchObject({ leftRecords: 1, rightRecords: 2 });
    expect(next.applications.counts).toMatchObject({ leftRecords: 2, rightRecords: 2 });
  });
});

describe("a migration that is cancelled", () => {
  it("stops reading, even while a service keeps it waiting", async () => {
    const { pool } = scenario.database;
    const before = await detailRows();
    const gate = await closeGate(pool, "npq.schools");
    const id = await startMigration(scenario.app);
    await blockedIn(pool, 'copy%from "npq".users');
    expect(await scenario.app.migrations.cancel(id)).toEqual({ migrationId: id, problems: [] });
    const migration = await endOf(scenario.app, id);
    await gate.open();
    expect(migration).toMatchObject({ status: "CANCELLED", errorCode: null, unsettled: false });
    await expectAllClear(before);
  });

  it("keeps nothing of what matching has found so far", async () => {
    const { pool } = scenario.database;
    const before = await detailRows();
    await pool.query(`
      create function public.wait_for_test() returns trigger language plpgsql as
        $$ begin perform pg_advisory_xact_lock_shared(4711); return new; end $$;
      create trigger wait_for_test before insert on crosswalk.changes
        for each row execute function public.wait_for_test()`);
    onTestFinished(async () => {
      await pool.query("drop trigger wait_for_test on crosswalk.changes; drop function public.wait_for_test");
    });
    const gate = await hold(pool, "select pg_advisory_xact_lock(4711)");
    const id = await startMigration(scenario.app);
    await blockedIn(pool, "copy changes");
    expect(await scenario.app.migrations.cancel(id)).toEqual({ migrationId: id, problems: [] });
    await gate.commit();
    expect(await endOf(scenario.app, id)).toMatchObject({ status: "CANCELLED", errorCode: null, unsettled: false });
    await expectAllClear(before);
  });

  it("stops checking, even while a service keeps it waiting", async () => {
    const { pool } = scenario.database;
    const before = await detailRows();
    const lock = await hold(pool, "lock table ecf.users");
    const id = await startMigration(scenario.app);
    await blockedIn(pool, "explain");
    await scenario.app.migrations.cancel(id);
    const migration = await endOf(scenario.app, id);
    await lock.commit();
    expect(migration).toMatchObject({ status: "CANCELLED", errorCode: null });
    await expectAllClear(before);
  });
});

describe("sources in databases of their own", () => {
  const elsewhere: TestDatabase[] = [];

  afterAll(() => Promise.all(elsewhere.map((database) => database.drop())));

  it("are read and updated where they are", async () => {
    elsewhere.push(await createTestDatabase(), await createTestDatabase(), await createTestDatabase());
    const [ours, ecf, npq] = elsewhere as [TestDatabase, TestDatabase, TestDatabase];
    await Promise.all(elsewhere.map(commitWithoutWaiting));
    await createServices(ecf.pool, ["ecf"]);
    await createServices(npq.pool, ["npq"]);
    await fillServices(ecf.pool, SERVICES, npq.pool);
    // The real services have their tables there.
    await npq.pool.query("drop schema public cascade; alter schema npq rename to public");
    const app = await createApp(
      loadConfig({
        DATABASE_URL: ours.url,
        ECF_DATABASE_URL: ecf.url,
        NPQ_DATABASE_URL: npq.url,
        NPQ_SCHEMA: "public",
        LOG_LEVEL: "silent",
      }),
    );
    try {
      await app.work();
      const { id, status } = await runMigration(app);
      const { users, changes } = await readOutcomes(app.database.pool, id, namesOf(SERVICES));
      expect(status).toBe("SUCCEEDED");
      expect(users.matched).toEqual(["ecf.ann npq.ann"]);
      expect(changes).toEqual(["npq.headship: pending → accepted APPLIED"]);
      const { rows } = await npq.pool.query("select lead_provider_approval_status as status from public.applications");
      expect(rows).toEqual([{ status: "accepted" }]);
    } finally {
      await app.stop();
    }
  });
});
