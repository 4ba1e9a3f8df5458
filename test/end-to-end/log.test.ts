import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { ended, printed, startCommand } from "../helpers/command.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { createServices, fillServices } from "../helpers/npq-scenario.js";
import { createLegacyTable, fillLegacyTable } from "../helpers/students-scenario.js";

/** A name that nothing but rows and requests has in it. */
const SOMEBODY = "Zebedee";
const PASSWORD = "hunter2hunter2";

let database: TestDatabase;
let server: ChildProcess;
let url: string;
let log = "";
beforeAll(async () => {
  database = await createTestDatabase();
  await createServices(database.pool);
  await createLegacyTable(database);
  server = startCommand("server/main.ts", [], {
    DATABASE_URL: database.url,
    PORT: "0",
    LOG_LEVEL: "trace",
    MIGRATION_ATTEMPTS: "1",
    MIGRATION_USERNAME: "admin",
    MIGRATION_PASSWORD: PASSWORD,
  });
  for (const stream of [server.stdout, server.stderr])
    stream?.on("data", (chunk) => {
      log += chunk;
    });
  [, url] = (await printed(server, /serves (http:\S+)\/graphql/)) as unknown as [string, string];
});
afterAll(async () => {
  server.kill("SIGTERM");
  await ended(server);
  await database.drop();
});

// biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
async function ask(query: string, variables: object = {}): Promise<any> {
  const response = await fetch(`${url}/graphql?somebody=${SOMEBODY}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${btoa(`admin:${PASSWORD}`)}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return response.json();
}

/** Runs a pipeline over what is there; gives how that ended. */
async function migrate(
  pipeline: string,
): Promise<{ status: string; error: { code: string } | null; rejected: number }> {
  const started = await ask(
    "mutation ($pipeline: String!) { startMigration(input: { pipeline: $pipeline }) { migration { id } } }",
    { pipeline },
  );
  const id: string = started.data.startMigration.migration.id;
  const asked = "query ($id: ID!) { migration(id: $id) { status error { code } results { rejected } } }";
  let migration = (await ask(asked, { id })).data.migration;
  await eventually(`migration ${id} has ended`, async () => {
    migration = (await ask(asked, { id })).data.migration;
    return !["QUEUED", "RUNNING", "CANCELLING"].includes(migration.status);
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers freely
  const rejected = migration.results.reduce((sum: number, result: any) => sum + result.rejected, 0);
  return { ...migration, rejected };
}

/** From now on, PostgreSQL's errors quote rows of the table, till the test is over. */
async function refuseRows(table: string): Promise<void> {
  await database.pool.query(`
    create or replace function public.refuse() returns trigger language plpgsql as $$
      begin raise exception '${SOMEBODY}: %', new::text using detail = new::text; end $$;
    create trigger refuse before insert or update on ${table} for each row execute function public.refuse()`);
  onTestFinished(async () => void (await database.pool.query(`drop trigger refuse on ${table}`)));
}

const logged = () =>
  log
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

afterEach(async () => {
  // What comes after all that was logged before.
  const last = randomUUID();
  await fetch(`${url}/health/live`, { headers: { "x-request-id": last } });
  await eventually("all that was logged has come", () => logged().some(({ requestId }) => requestId === last));
  const secrets = [SOMEBODY, PASSWORD, btoa(`admin:${PASSWORD}`), new URL(database.url).password];
  for (const secret of secrets)
    expect(log.split("\n").filter((line) => line.toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
});

describe("the log of a process, at its most talkative, has nobody's data in it", () => {
  it("from students, of whom some can't be taken", async () => {
    const text = (column: string) => `${SOMEBODY} of ${column}`;
    await fillLegacyTable(database, [
      { id: "1", name: `${SOMEBODY} One`, email: `${SOMEBODY}@example.org` },
      { id: "2", name: SOMEBODY, birth_date: text("birth"), gender: text("gender"), nationality: text("nation") },
      { id: text("id"), name: text("name") },
      { id: "3", name: text("name") },
      { id: "3", name: text("name"), sponsor_info: text("sponsor") },
      { id: "4", lastenroll: text("enrolment"), modified_date: text("date"), ipk: text("ipk") },
    ]);
    const { status, rejected } = await migrate("students");
    expect([status, rejected > 0]).toEqual(["SUCCEEDED", true]);
    await eventually("the end is logged", () => logged().some(({ msg }) => msg === "migration ended"));
  });

  it("from two services", async () => {
    await fillServices(database.pool, {
      ecf: { users: { a: { fullName: SOMEBODY, email: `${SOMEBODY}@example.org`, trn: SOMEBODY } } },
      npq: { users: { a: { fullName: SOMEBODY, email: `${SOMEBODY}@example.org`, ecfId: SOMEBODY } } },
    });
    expect(await migrate("npq")).toMatchObject({ status: "SUCCEEDED" });
  });

  it("from what PostgreSQL says of a row that it refuses", async () => {
    await refuseRows("sis.persons");
    await fillLegacyTable(database, [{ id: "9", name: `${SOMEBODY} Nine` }]);
    expect(await migrate("students")).toMatchObject({ status: "SUCCEEDED", rejected: 1 });
  });

  it("from a fault that ends a migration", async () => {
    await refuseRows("crosswalk.changes");
    await fillLegacyTable(database, [{ id: "8", name: `${SOMEBODY} Eight` }]);
    expect(await migrate("students")).toMatchObject({ status: "FAILED", error: { code: "INTERNAL_ERROR" } });
    await eventually("the fault is logged with the migration's id", () =>
      logged().some(({ level, migrationId }) => level === "error" && typeof migrationId === "number"),
    );
  });

  it("from requests: what is searched for, and what goes wrong with it", async () => {
    await ask(`{ sponsors(search: "${SOMEBODY}") { totalCount } }`);
    await ask("query ($id: ID!) { migration(id: $id) { id } }", { id: SOMEBODY });
    await ask(`{ ${SOMEBODY} }`);
    await fetch(`${url}/reports/1/result.json?name=${SOMEBODY}`, { headers: { authorization: `Basic ${SOMEBODY}` } });
  });
});
