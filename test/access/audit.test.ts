import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SESSION_OPTIONS } from "../../server/adapters/database/open.js";
import { appendAudit, createAuditLog, readAuditEntries } from "../../server/adapters/stores/access/audit.js";
import { type AuditAction, hashedText, NO_HASH } from "../../server/core/access/audit.js";
import { createChainCheck } from "../../server/core/access/chain.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { runCommand } from "../helpers/command.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { addPerson, addToken, openBrowser, postSession } from "../helpers/people.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const note = (actor: string, action: AuditAction = "SIGNED_IN", details = {}) => ({ actor, action, details });

async function verify(database: TestDatabase, ...args: string[]) {
  return runCommand("scripts/audit-verify.ts", args, { DATABASE_URL: database.url });
}

describe("the chain", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it("holds together, however many servers write to it at once", async () => {
    const servers = Array.from({ length: 4 }, () => new pg.Pool({ connectionString: database.url, max: 5 }));
    const texts = ['plain "quotes"', "line\nend\r", "ünïcødé 😀", "tab\t\0"];
    await Promise.all(
      servers.flatMap((pool, server) =>
        Array.from({ length: 25 }, (_, i) =>
          createAuditLog(pool).append(note(`user ${server}\n`, "USER_CHANGED", { i, text: texts[i % texts.length] })),
        ),
      ),
    );
    await Promise.all(servers.map((pool) => pool.end()));

    const client = new pg.Client({ connectionString: database.url, options: SESSION_OPTIONS });
    await client.connect();
    let previous = NO_HASH;
    let number = 0;
    for await (const entries of readAuditEntries(client))
      for (const entry of entries) {
        expect(entry).toMatchObject({ number: ++number, previous, hash: sha256(hashedText(entry)) });
        previous = entry.hash;
      }
    await client.end();
    expect(number).toBe(100);
    expect(await verify(database)).toMatchObject({ code: 0, stdout: expect.stringContaining("whole: 100 entries") });
    expect(await verify(database, "--contains", previous)).toMatchObject({ code: 0 });
  });

  it("has no entry of what did not happen", async () => {
    const client = await database.pool.connect();
    await client.query("begin");
    await appendAudit(client, note("undone"));
    await client.query("rollback");
    client.release();
    const { rows } = await database.pool.query("select from crosswalk.audit_entries where actor = 'undone'");
    expect(rows).toHaveLength(0);
  });

  it.each([
    "update crosswalk.audit_entries set actor = 'x' where number = 1",
    "delete from crosswalk.audit_entries where number = 100",
    "delete from crosswalk.audit_entries where false",
    "truncate crosswalk.audit_entries",
  ])("is only ever added to: %s", async (sql) => {
    await expect(database.pool.query(sql)).rejects.toThrow("audit entries are only ever added");
  });

  it("can't be given numbers, times or hashes from outside", async () => {
    await database.pool.query(
      `insert into crosswalk.audit_entries (number, at, actor, action, details, previous, hash)
       values (7, '2000-01-01', 'forger', 'SIGNED_IN', '{}', 'x', 'y')`,
    );
    const { rows } = await database.pool.query("select number, at from crosswalk.audit_entries where actor = 'forger'");
    expect(rows[0].number).toBe(101);
    expect(rows[0].at.getFullYear()).toBeGreaterThan(2020);
    expect(await verify(database)).toMatchObject({ code: 0 });
  });

  it.each([
    ["changed", 5, "update crosswalk.audit_entries set actor = 'somebody else' where number = 5"],
    ["taken out", 9, "delete from crosswalk.audit_entries where number = 8"],
    [
      "changed with its hash",
      21,
      `update crosswalk.audit_entries set details = '{}', hash = encode(sha256(convert_to(concat_ws(E'\\n', previous, number,
         to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), actor, action, '{}'), 'UTF8')), 'hex')
       where number = 20`,
    ],
  ])("breaks where an entry was %s by who owns the tables", async (_what, number, sql) => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("begin; alter table crosswalk.audit_entries disable trigger user");
    await client.query(sql);
    const check = createChainCheck(sha256, null);
    let broken = null;
    for await (const entries of readAuditEntries(client)) broken ??= check.take(entries);
    expect(broken?.number).toBe(number);
    await client.query("rollback");
    await client.end();
  });

  it("is seen to be broken by the command, also where its end was cut off", async () => {
    const last = await database.pool.query("select hash from crosswalk.audit_entries order by number desc limit 1");
    await database.pool.query(
      "alter table crosswalk.audit_entries disable trigger user; delete from crosswalk.audit_entries where number = 101",
    );
    expect(await verify(database)).toMatchObject({ code: 0 });
    const cut = await verify(database, "--contains", last.rows[0].hash);
    expect(cut).toMatchObject({ code: 1, stdout: expect.stringContaining("BROKEN: no entry has the hash") });
    await database.pool.query("update crosswalk.audit_entries set action = 'SIGNED_OUT' where number = 42");
    expect(await verify(database)).toMatchObject({ code: 1, stdout: expect.stringContaining("BROKEN at entry 42") });
  });
});

describe("what is written down", () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.stop());

  const entries = async (filter: string) =>
    (await api.query(`{ auditEntries(${filter}) { totalCount nodes { number actor action details } } }`)).auditEntries;

  it("are sign-ins, failures, and changes of users and tokens, with who did it and no secret", async () => {
    const dan = await addPerson(api, "Dan", "OPERATOR");
    const browser = await openBrowser(api, dan);
    await postSession(api, { username: "Dan", password: "secret typo" });
    await postSession(api, { username: "secret typed as a name", password: "x" });
    const { id } = await addToken(api, "VIEWER", "notebook");
    await api.query(`mutation { revokeToken(id: "${id}") { token { revokedAt } } }`);
    await api.query(
      `mutation { resetPassword(input: { id: "${dan.id}", password: "secret new one" }) { user { id } } }`,
    );
    await api.query(
      `mutation { updateUser(input: { id: "${dan.id}", role: VIEWER, disabled: true }) { user { id } } }`,
    );
    await api.query('mutation { saveSponsor(input: { code: "S", name: "Sponsor" }) { sponsor { code } } }');
    await api.query("mutation { setRetention(migrations: 7) { retention { migrations } } }");
    expect(browser.cookie).toContain("crosswalk_session");

    const { nodes } = await entries("first: 100");
    expect(nodes.map(({ actor, action }: { actor: string; action: string }) => `${actor}: ${action}`)).toEqual([
      "someone: RETENTION_SET",
      "someone: SPONSOR_SAVED",
      "someone: USER_CHANGED",
      "someone: PASSWORD_RESET",
      "someone: TOKEN_REVOKED",
      "someone: TOKEN_CREATED",
      "nobody: SIGN_IN_FAILED",
      "nobody: SIGN_IN_FAILED",
      "Dan: SIGNED_IN",
      "someone: USER_CREATED",
      "someone: SIGNED_IN",
    ]);
    expect(JSON.stringify(nodes)).not.toContain("secret");
    expect(nodes[0].details).toEqual({ from: 30, to: 7 });
    expect(nodes[6].details.username).toBeNull();
    expect(nodes[7].details.username).toBe("Dan");
  });

  it("are schedules", async () => {
    const made = await api.query(
      'mutation { createSchedule(input: { name: "N", pipeline: "npq", cron: "0 2 * * *" }) { schedule { id } } }',
    );
    const { id } = made.createSchedule.schedule;
    await api.query(`mutation { updateSchedule(input: { id: "${id}", enabled: false }) { schedule { id } } }`);
    await api.query(`mutation { deleteSchedule(id: "${id}") { schedule { id } } }`);
    const { nodes } = await entries("actions: [SCHEDULE_CREATED, SCHEDULE_CHANGED, SCHEDULE_DELETED]");
    expect(nodes.map(({ details }: { details: object }) => details)).toEqual([
      { schedule: Number(id), name: "N" },
      { schedule: Number(id), changed: ["enabled"] },
      { schedule: Number(id), name: "N", pipeline: "npq" },
    ]);
  });

  it("can be looked through by who, what and when, a page at a time", async () => {
    const all = await entries("first: 100");
    const first = await api.query("{ auditEntries(first: 3) { nodes { number } pageInfo { endCursor hasNextPage } } }");
    const second = await entries(`first: 100, after: "${first.auditEntries.pageInfo.endCursor}"`);
    expect([...first.auditEntries.nodes, ...second.nodes].map(({ number }) => number)).toEqual(
      all.nodes.map(({ number }: { number: string }) => number),
    );
    expect((await entries('actor: "Dan"')).totalCount).toBe(1);
    expect((await entries("actions: [TOKEN_CREATED, TOKEN_REVOKED]")).totalCount).toBe(2);
    expect((await entries('until: "2020-01-01T00:00:00Z"')).totalCount).toBe(0);
    expect((await entries('from: "2020-01-01T00:00:00Z"')).totalCount).toBe(all.totalCount);
  });
});
