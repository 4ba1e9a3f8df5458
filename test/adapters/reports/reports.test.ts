import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Ajv2020 } from "ajv/dist/2020.js";
import { load } from "js-yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReports, type Reports } from "../../../server/adapters/reports/reports.js";
import { PIPELINES } from "../../../server/pipelines/index.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { HOSTILE, storeScene } from "./scene.js";
import { AGREEMENT, storeMigration } from "./stored-migration.js";

let database: TestDatabase;
let reports: Reports;
let migration: number;

beforeAll(async () => {
  database = await createTestDatabase();
  reports = createReports({ pool: database.pool, pipelines: PIPELINES });
  migration = await storeScene(database.pool);
});
afterAll(() => database.drop());

async function read(name: string, id = migration): Promise<string> {
  const report = await reports.open(id, name);
  if (!report) throw new Error(`no report ${name}`);
  return text(report.stream);
}

async function listOf(id: number) {
  const [listed] = await reports.list([id]);
  return listed ?? [];
}

const npq = (id: string, keys: object = {}) => ({ class: "NpqRegistration::User", id, ...keys });
const ecf2 = {
  class: "Ecf::User",
  id: "ecf-2",
  ecf_id: "ecf-2",
  trn: "1111111",
  npq_application_ecf_ids: ["app-1", "app-2"],
};

describe("orphans as YAML", () => {
  it("has the shape of the original service's report, values as they were read", async () => {
    const entries = load(await read("orphans-users.yaml")) as unknown[];
    expect(entries).toHaveLength(HOSTILE.length + 2);
    const first = HOSTILE[0] as string;
    expect(entries[0]).toEqual({
      orphan: npq("100", { ecf_id: first, trn: first, npq_application_ecf_ids: [first] }),
      potential_matches: [
        ecf2,
        { class: "Ecf::User", id: "ecf-1", ecf_id: "ECF-1", get_an_identity_id: "gai-1", trn: "0123456" },
      ],
    });
    expect(entries[1]).toEqual({ orphan: npq("30", { get_an_identity_id: "gai-9" }), potential_matches: [] });
  });

  it("gives hostile values back as the same strings", async () => {
    const entries = load(await read("orphans-users.yaml")) as { orphan: { trn?: string } }[];
    expect(entries.map((entry) => entry.orphan.trn).filter(Boolean)).toEqual(HOSTILE);
  });

  it("is an empty list where there are none", async () => {
    const empty = await storeMigration(database.pool, [], []);
    expect(await read("orphans-users.yaml", empty)).toBe("[]\n");
    expect(load(await read("duplicates-users.yaml", empty))).toEqual([]);
  });
});

describe("duplicates", () => {
  it("as YAML say whom they hold and how each came in", async () => {
    const [duplicate, sameSide] = load(await read("duplicates-users.yaml")) as object[];
    expect(duplicate).toEqual({
      cluster: 2,
      same_side: false,
      records: [ecf2, npq("20", { ecf_id: " ECF-2 ", trn: "2222222" }), npq("21", { trn: "2222222" })],
      links: [
        { record: npq("20"), joined_by: { class: "Ecf::User", id: "ecf-2" }, key: "ecf_id", value: "ecf-2" },
        { record: npq("21"), joined_by: npq("20"), key: "trn", value: "2222222" },
      ],
    });
    expect(sameSide).toMatchObject({
      same_side: true,
      links: [{ record: npq("31"), joined_by: npq("30"), key: "get_an_identity_id", value: "gai-9" }],
    });
  });

  it("as CSV have a row a record", async () => {
    const lines = (await read("duplicates-users.csv")).trimEnd().split("\n");
    expect(lines).toEqual([
      "cluster,same_side,records_in_cluster,side,class,id,ecf_id,get_an_identity_id,trn,npq_application_ecf_ids,joined_by_class,joined_by_id,joined_by_key,joined_by_value",
      "2,false,3,left,Ecf::User,ecf-2,ecf-2,,1111111,app-1; app-2,,,,",
      "2,false,3,right,NpqRegistration::User,20, ECF-2 ,,2222222,,Ecf::User,ecf-2,ecf_id,ecf-2",
      "2,false,3,right,NpqRegistration::User,21,,,2222222,,NpqRegistration::User,20,trn,2222222",
      "3,true,2,right,NpqRegistration::User,30,,gai-9,,,,,,",
      "3,true,2,right,NpqRegistration::User,31,,GAI-9,,,NpqRegistration::User,30,get_an_identity_id,gai-9",
    ]);
  });
});

describe("the result as JSON", () => {
  it("follows its published schema, and a broken one does not", async () => {
    const schema = JSON.parse(
      await readFile(new URL("../../../schema/reports/result.schema.json", import.meta.url), "utf8"),
    );
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
    const result = JSON.parse(await read("result.json"));
    validate(result);
    expect(validate.errors).toBeNull();
    for (const broken of [
      { ...result, matches: [{ model: "users", left: 1, right: "10" }] },
      { ...result, orphans: [{ ...result.orphans[0], side: "BOTH" }] },
      { ...result, migration: { ...result.migration, finishedAt: "yesterday" } },
      { ...result, more: 1 },
      { ...result, results: undefined },
    ])
      expect(validate(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });

  it("says everything of the migration", async () => {
    const result = JSON.parse(await read("result.json"));
    expect(result.migration).toEqual({
      id: String(migration),
      pipeline: "npq",
      status: "SUCCEEDED",
      options: { dryRun: false },
      trigger: "API",
      startedBy: "ada",
      queuedAt: "2026-01-02T03:04:05.000Z",
      startedAt: "2026-01-02T03:04:06.000Z",
      finishedAt: "2026-01-02T03:04:08.500Z",
      durationMs: 2500,
      rules: "abc",
      error: null,
    });
    expect(result.results).toMatchObject([
      { model: "users", matched: 1, duplicates: 1, sameSideClusters: 1, matchRate: 1 / (HOSTILE.length + 4) },
    ]);
    expect(result.matches).toEqual([{ model: "users", left: "ecf-1", right: "10" }]);
    expect(result.duplicates).toHaveLength(2);
    expect(result.orphans).toHaveLength(HOSTILE.length + 2);
    expect(result.orphans[0].candidates[0]).toMatchObject({ side: "LEFT", id: "ecf-2", agreements: AGREEMENT });
    expect(result.orphans.slice(3).map((orphan: { keys: { trn: string } }) => orphan.keys.trn)).toEqual(
      HOSTILE.slice(1),
    );
    expect(result.sharedValues).toEqual([
      { model: "users", key: "trn", value: "0000001", leftRecords: 101, rightRecords: 3 },
    ]);
    expect(result).toMatchObject({
      effects: [{ updated: 1 }],
      stages: [{ name: "READ", finishedAt: null }],
      rejections: [{ recordId: "7" }],
      changes: [{ before: null, after: "accepted" }],
    });
  });
});

describe("reports", () => {
  const NAMES = ["orphans-users.yaml", "duplicates-users.yaml", "duplicates-users.csv", "result.json"];
  const MASKED = NAMES.map((name) => name.replace(".", "-masked."));

  it("are listed with their measures, which are those of the bytes that come", async () => {
    await reports.measure(migration);
    for (const name of MASKED) await read(name);
    const listed = await listOf(migration);
    expect(listed.map(({ name, view }) => [name, view])).toEqual([
      ...NAMES.map((name) => [name, "FULL"]),
      ...MASKED.map((name) => [name, "MASKED"]),
    ]);
    for (const { name, fileName, url, bytes, sha256 } of listed) {
      const [first, second] = [await read(name), await read(name)];
      expect(second).toBe(first);
      expect(Buffer.byteLength(first)).toBe(bytes);
      expect(createHash("sha256").update(first).digest("hex")).toBe(sha256);
      expect(fileName).toBe(`npq-${migration}-${name}`);
      expect(url).toBe(`/reports/${migration}/${name}`);
    }
  });

  it("are measured before the end but for the result, which its first download measures", async () => {
    const id = await storeScene(database.pool, "RUNNING");
    await reports.measure(id);
    expect(await listOf(id)).toEqual([]);
    await expect(reports.open(id, "result.json")).rejects.toMatchObject({ code: "MIGRATION_ACTIVE" });
    await database.pool.query("update crosswalk.migrations set status = 'SUCCEEDED' where id = $1", [id]);
    const before = await listOf(id);
    expect(before.map(({ bytes }) => bytes === null)).toEqual([false, false, false, true, true, true, true, true]);
    const result = await read("result.json", id);
    expect((await listOf(id))[3]?.bytes).toBe(Buffer.byteLength(result));
    for (const { name, bytes } of before.slice(0, 3)) expect(Buffer.byteLength(await read(name, id))).toBe(bytes);
  });

  it("break off where they are not what was measured, shorter or longer, and are measured anew", async () => {
    for (const bytes of [5, 1_000_000]) {
      await database.pool.query(
        "update crosswalk.reports set bytes = $2 where migration_id = $1 and name = 'orphans-users.yaml'",
        [migration, bytes],
      );
      await expect(read("orphans-users.yaml")).rejects.toMatchObject({ code: "REPORT_CHANGED" });
      expect(await read("orphans-users.yaml")).toContain("orphan:");
    }
  });

  it("break off where a finding is gone", async () => {
    const id = await storeScene(database.pool);
    await database.pool.query(
      "delete from crosswalk.findings f using crosswalk.model_results r where r.id = f.result_id and r.migration_id = $1 and f.number = 9",
      [id],
    );
    await expect(read("orphans-users.yaml", id)).rejects.toMatchObject({ code: "DETAILS_INCOMPLETE" });
  });

  it("of a migration that failed before it found anything are its result alone", async () => {
    const { rows } = await database.pool.query(
      `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, error_code, error_message)
       values ('gone', 'FAILED', '{}', 'API', 'x', 'SOURCE_UNREACHABLE', 'ECF can''t be reached.') returning id`,
    );
    expect((await listOf(rows[0].id)).map(({ name }) => name)).toEqual(["result.json", "result-masked.json"]);
    const result = JSON.parse(await read("result.json", rows[0].id));
    expect(result.migration).toMatchObject({
      status: "FAILED",
      durationMs: null,
      error: { code: "SOURCE_UNREACHABLE" },
    });
    expect(result).toMatchObject({ results: [], matches: [], orphans: [], changes: [] });
  });

  it("are gone with the details, and unknown where there never were any", async () => {
    const id = await storeScene(database.pool);
    await database.pool.query("update crosswalk.migrations set details_deleted_at = now() where id = $1", [id]);
    expect(await listOf(id)).toEqual([]);
    await expect(reports.open(id, "result.json")).rejects.toMatchObject({ code: "DETAILS_DELETED" });
    for (const name of ["", "orphans-people.yaml", "../result.json"]) expect(await reports.open(id, name)).toBeNull();
    expect(await reports.open(999_999, "result.json")).toBeNull();
    expect(await listOf(999_999)).toEqual([]);
  });

  it("leave no connection behind when a reader goes away", async () => {
    for (let i = 0; i < 12; i++) {
      const report = await reports.open(migration, "result.json");
      for await (const _ of report?.stream ?? []) break;
    }
    expect(await read("result.json")).toContain('"migration"');
    expect(database.pool.waitingCount).toBe(0);
  });
});
