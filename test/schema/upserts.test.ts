import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChangesDocument, MigrationDocument, MigrationsDocument } from "../../scripts/client/graphql/graphql.js";
import { startTestApi, type TestApi } from "../helpers/api.js";
import { storeMigration } from "../helpers/stored-findings.js";
import { GUIDE, REASONS, storeOldSponsor, storeUpsert } from "../helpers/stored-upsert.js";
import { usersToStore } from "../helpers/users.js";

let api: TestApi;
let id: number;

beforeAll(async () => {
  api = await startTestApi();
  const { pool } = api.database;
  const unknownCodes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`CODE${i}`, i + 1]));
  id = await storeUpsert(pool, {
    ...GUIDE,
    options: { changeDetection: "BOTH", rejectedOf: 7, modifiedSince: "last", mode: "UPSERT" },
    unknownCodes,
  });
  await pool.query(
    `insert into crosswalk.changes values
       ($1, 1, 'persons', '18001', 'personal_name', 'A', 'B', 'UPDATED', 'APPLIED', 'CONTENT'),
       ($1, 2, 'students', '18002', 'is_monk', null, 'true', 'CREATED', 'APPLIED', null)`,
    [id],
  );
});
afterAll(() => api.stop());

const migrationOf = async (of: number) => (await api.query(MigrationDocument.toString(), { id: of })).migration;

describe("an upsert", () => {
  it("gives its figures and what they mean", async () => {
    expect(await migrationOf(id)).toMatchObject({
      pipeline: { name: "students", kind: "UPSERT" },
      options: { changeDetection: "BOTH", rejectedOf: "7", modifiedSince: "last", mode: "UPSERT" },
      rows: { read: 15_847, created: 150, updated: 3_310, unchanged: 12_340, rejected: 47, successful: 15_800 },
      successRate: 15_800 / 15_847,
      successLevel: "NORMAL",
      efficiency: 12_340 / 15_847,
      efficiencyLevel: "OPTIMAL",
      detections: [
        { detectedBy: "NEW", rows: 150 },
        { detectedBy: "IPK", rows: 10 },
        { detectedBy: "CONTENT", rows: 300 },
        { detectedBy: "IPK_AND_CONTENT", rows: 3_000 },
        { detectedBy: "FORCED", rows: 0 },
      ],
    });
  });

  it("lists its effects in the order of the pipeline", async () => {
    const { effects } = await migrationOf(id);
    const entities = effects.map(({ entity }: { entity: string }) => entity);
    expect(entities).toEqual(["persons", "students", "emergency_contacts", "sponsorships"]);
  });

  it("says first that there were no sponsors, then which reasons are common; a later sponsor changes nothing", async () => {
    const { recommendations } = await migrationOf(id);
    expect(recommendations.map(({ code }: { code: string }) => code)).toEqual([
      "NO_SPONSORS",
      "REJECTIONS",
      "REJECTIONS",
    ]);
    const [, missing] = recommendations;
    expect(missing.evidence.url).toBe(`/reports/${id}/upsert.json`);
    const { rejections } = await api.query(missing.evidence.query);
    expect(rejections).toMatchObject({ totalCount: 30, nodes: { 0: { reason: REASONS[0] } } });
    await api.query('mutation { saveSponsor(input: { code: "late", name: "Late" }) { userErrors { code } } }');
    expect((await migrationOf(id)).recommendations).toEqual(recommendations);
  });

  it("gives its unknown codes, those that most rows name first", async () => {
    const { unknownCodes, unknownCodeCount } = await migrationOf(id);
    expect(unknownCodeCount).toBe(30);
    expect(unknownCodes).toHaveLength(20);
    expect(unknownCodes[0]).toEqual({ code: "CODE29", rows: 30 });
    const query = "query ($id: ID!) { migration(id: $id) { unknownCodeCount unknownCodes(first: 0) { code } } }";
    expect((await api.query(query, { id })).migration).toEqual({ unknownCodeCount: 30, unknownCodes: [] });
    expect(await api.errorCode(query.replace("0", "101"), { id })).toBe("BAD_PAGE_SIZE");
  });

  it("keeps no findings: their lists are empty, for all its counts", async () => {
    for (const list of ["matches", "orphans", "duplicates"])
      for (const filter of ["", ', model: "students"', ', search: "sok"']) {
        const query = `query ($id: ID!) { ${list}(migrationId: $id${filter}) { totalCount nodes { id } pageInfo { hasNextPage } } }`;
        const expected = { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false } };
        expect((await api.query(query, { id }))[list], query).toEqual(expected);
      }
    expect(await api.errorCode(`{ matches(migrationId: "${id}", model: "users") { totalCount } }`)).toBe(
      "UNKNOWN_MODEL",
    );
  });

  it("says of each change what showed it", async () => {
    const { changes } = await api.query(ChangesDocument.toString(), { migrationId: id });
    expect(changes.nodes).toMatchObject([{ detectedBy: "CONTENT" }, { detectedBy: null }]);
  });

  it("of nothing has no rates", async () => {
    expect(await migrationOf(await storeUpsert(api.database.pool, { status: "FAILED" }))).toMatchObject({
      rows: { read: 0, successful: 0 },
      successRate: null,
      successLevel: null,
      efficiency: null,
      efficiencyLevel: null,
      unknownCodes: [],
    });
  });

  it("with sponsors and a critical success says so, and lists its codes", async () => {
    await storeOldSponsor(api.database.pool, "OLD");
    const critical = await storeUpsert(api.database.pool, {
      ...GUIDE,
      rows: { created: 100, updated: 50, unchanged: 10 },
      unknownCodes: { ODD: 3 },
    });
    const { successLevel, efficiencyLevel, recommendations } = await migrationOf(critical);
    expect([successLevel, efficiencyLevel]).toEqual(["CRITICAL", "INEFFICIENT"]);
    const codes = recommendations.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(["SUCCESS_CRITICAL", "REJECTIONS", "REJECTIONS", "UNKNOWN_CODES", "CONTENT_ONLY"]);
  });
});

describe("a reconciliation", () => {
  it("has a success level and recommendations, but no rows and no efficiency", async () => {
    const npq = await storeMigration(api.database.pool, [usersToStore({ matched: 3, duplicates: 2 })]);
    expect(await migrationOf(npq)).toMatchObject({
      rows: null,
      successRate: 1,
      successLevel: "NORMAL",
      efficiency: null,
      efficiencyLevel: null,
      detections: [],
      recommendations: [{ code: "DUPLICATES" }, { code: "SHARED_VALUES" }],
    });
  });
});

it("many migrations with all their figures take as many statements as one", async () => {
  const query = `query ($first: Int) { migrations(first: $first) { nodes {
    rows { read } successLevel efficiencyLevel detections { rows } unknownCodeCount unknownCodes { code }
    recommendations { code evidence { url query } } } } }`;
  const statements = async (first: number) => {
    api.countStatements();
    await api.query(query, { first });
    return api.countStatements();
  };
  expect(await statements(4)).toBe(await statements(2));
  expect((await api.query(MigrationsDocument.toString())).migrations.nodes[0]).toHaveProperty("successLevel");
});

describe("rejectedOf", () => {
  it("that can be no id is a user error", async () => {
    const query = `mutation { startMigration(input: { pipeline: "students", options: { rejectedOf: "x" } }) {
      migration { id } userErrors { code field } } }`;
    expect((await api.query(query)).startMigration).toEqual({
      migration: null,
      userErrors: [{ code: "MIGRATION_NOT_FOUND", field: "options.rejectedOf" }],
    });
  });
});
