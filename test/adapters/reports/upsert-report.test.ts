import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReports, type Reports } from "../../../server/adapters/reports/reports.js";
import { DEFAULT_THRESHOLDS } from "../../../server/core/levels.js";
import { MASK } from "../../../server/core/report/mask.js";
import { studentsPipeline } from "../../../server/pipelines/students/pipeline.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { GUIDE, REASONS, STARTED_AT, storeUpsert } from "../../helpers/stored-upsert.js";

const NAME = "upsert.json";
let database: TestDatabase;
let reports: Reports;
let guide: number;

beforeAll(async () => {
  database = await createTestDatabase();
  reports = createReports({ pool: database.pool, pipelines: [studentsPipeline] });
  guide = await storeUpsert(database.pool, { ...GUIDE, unknownCodes: { ODD: 2, RARE: 1, EVEN: 2 } });
});
afterAll(() => database.drop());

async function read(id: number, from = reports): Promise<string> {
  const report = await from.open(id, NAME);
  if (!report) throw new Error("there is no report");
  return text(report.stream);
}

async function listOf(id: number) {
  const [listed = []] = await reports.list([id]);
  return listed;
}

describe("the report of an upsert", () => {
  it("has the guide's file name, and one with all that it masks beside it", async () => {
    expect(await listOf(guide)).toMatchObject([
      {
        kind: "upsert",
        name: NAME,
        url: `/reports/${guide}/${NAME}`,
        view: "MASKED",
        fileName: "student_migration_idempotent_migration_report_20240824_143022.json",
      },
      {
        kind: "upsert",
        name: "upsert-full.json",
        view: "FULL",
        fileName: "student_migration_idempotent_migration_report_20240824_143022-full.json",
      },
    ]);
    const dryRun = await storeUpsert(database.pool, { options: { dryRun: true } });
    expect((await listOf(dryRun))[0]?.fileName).toBe(
      "student_migration_idempotent_dry_run_report_20240824_143022.json",
    );
    expect(await reports.open(guide, "result.json")).toBeNull();
  });

  it("says all there is to say, and its figures add up", async () => {
    const report = JSON.parse(await read(guide));
    const { input, output, rejected } = report.summary;
    expect(report.summary).toMatchObject({
      input: { rows: 15_847, processed: 15_847 },
      output: {
        successful: 15_800,
        created: 150,
        updated: 3_310,
        unchanged: 12_340,
        entities: [
          { entity: "persons", created: 150, updated: 3_310, unchanged: 12_340 },
          { entity: "students", created: 150, updated: 3_310, unchanged: 12_340 },
          { entity: "emergency_contacts", created: 45, updated: 892, deleted: 12 },
          { entity: "sponsorships", created: 23, updated: 156, ended: 8 },
        ],
        unknownCodes: {
          total: 3,
          rows: 5,
          codes: [
            { code: "EVEN", rows: 2 },
            { code: "ODD", rows: 2 },
            { code: "RARE", rows: 1 },
          ],
        },
      },
      rejected: {
        rows: 47,
        reasons: [
          { reason: REASONS[0], rows: 30 },
          { reason: REASONS[1], rows: 15 },
          { reason: REASONS[2], rows: 2 },
        ],
      },
    });
    expect(output.created + output.updated + output.unchanged).toBe(output.successful);
    expect(output.successful + rejected.rows).toBe(input.rows);
    expect(report.rejections).toHaveLength(rejected.rows);
    expect(report.success).toEqual({ rate: 15_800 / 15_847, level: "NORMAL" });
    expect(report.efficiency).toEqual({ rate: 12_340 / 15_847, level: "OPTIMAL" });
    expect(report.migration).toMatchObject({
      id: String(guide),
      startedAt: STARTED_AT,
      durationMs: 2_500,
      error: null,
    });
    expect(report.recommendations[0].code).toBe("NO_SPONSORS");
  });

  it("tells the configuration with its filters, and its defaults", async () => {
    const defaults = JSON.parse(await read(guide)).configuration;
    expect(defaults).toEqual({
      mode: "UPSERT",
      changeDetection: "BOTH",
      forceUpdate: false,
      dryRun: false,
      batchSize: null,
      filters: { modifiedSince: null, idRange: null, limit: null, rejectedOf: null },
    });
    const filters = { modifiedSince: "2024-08-20", idRange: { from: 18_000, to: 19_000 }, limit: 100 };
    const told = { mode: "CREATE_ONLY", changeDetection: "IPK", forceUpdate: true, dryRun: true, batchSize: 500 };
    const id = await storeUpsert(database.pool, { options: { ...told, ...filters, rejectedOf: guide } });
    expect(JSON.parse(await read(id)).configuration).toEqual({
      ...told,
      filters: { ...filters, rejectedOf: String(guide) },
    });
  });

  it("masks what is personal in rejected rows, and keeps id, reason and details", async () => {
    const row = { id: "7", name: "Chan Sok", transfer: "No", email: null, ipk: "12", birth_date: "31/02/2000" };
    const id = await storeUpsert(database.pool, {
      rejections: [
        {
          recordId: "7",
          reason: "database_error",
          message: 'value "CHAN SOK" is too long',
          row: { ...row, others: [row] },
        },
      ],
    });
    const written = await read(id);
    const masked = { ...row, name: MASK, birth_date: MASK };
    expect(JSON.parse(written).rejections).toEqual([
      {
        id: "7",
        reason: "database_error",
        details: `value "${MASK}" is too long`,
        row: { ...masked, others: [masked] },
      },
    ]);
    expect(written).not.toMatch(/chan sok|31\/02/i);
  });

  it("of a pipeline that is gone masks every column", async () => {
    const gone = createReports({ pool: database.pool, pipelines: [] });
    const report = JSON.parse(await read(await storeUpsert(database.pool), gone));
    expect(report.rejections[0].row).toEqual({ id: "90000", name: MASK, transfer: MASK, email: null });
    expect(report.summary.output.successful).toBe(15_800);
  });

  it("is the same whenever it is read, also when sponsors came since, and is measured by its first download", async () => {
    const first = await read(guide);
    expect((await listOf(guide))[0]?.bytes).toBe(Buffer.byteLength(first));
    await database.pool.query("insert into sis.sponsors (code, name) values ('ODD', 'Odd')");
    expect(await read(guide)).toBe(first);
  });

  it("takes its levels from the settings", async () => {
    const thresholds = {
      ...DEFAULT_THRESHOLDS,
      successWarning: 1,
      successCritical: 0.999,
      efficiencyOptimal: 0.9,
      efficiencyInefficient: 0.8,
    };
    const strict = createReports({ pool: database.pool, pipelines: [studentsPipeline], thresholds });
    const id = await storeUpsert(database.pool);
    const { success, efficiency, recommendations } = JSON.parse(await read(id, strict));
    expect([success.level, efficiency.level]).toEqual(["CRITICAL", "INEFFICIENT"]);
    expect(recommendations).toMatchObject([{}, { code: "SUCCESS_CRITICAL" }, {}, {}, { code: "INEFFICIENT" }, {}]);
  });
});

describe("its published schema", () => {
  it("takes every report, and no broken one", async () => {
    const url = new URL("../../../schema/reports/student-report.schema.json", import.meta.url);
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(
      JSON.parse(await readFile(url, "utf8")),
    );
    const options = { idRange: { from: 1, to: 2 }, modifiedSince: "last", limit: 3, rejectedOf: guide };
    const failed = await storeUpsert(database.pool, { status: "FAILED", options });
    await database.pool.query(
      "update crosswalk.migrations set error_code = 'SOURCE_FAILED', error_message = 'x' where id = $1",
      [failed],
    );
    for (const id of [guide, failed]) {
      validate(JSON.parse(await read(id)));
      expect(validate.errors).toBeNull();
    }
    const report = JSON.parse(await read(guide));
    for (const broken of [
      { ...report, more: 1 },
      { ...report, success: { rate: 1.1, level: "NORMAL" } },
      { ...report, efficiency: { rate: 1, level: "NORMAL" } },
      { ...report, rejections: [{ ...report.rejections[0], id: 7 }] },
      { ...report, configuration: { ...report.configuration, mode: "upsert" } },
      { ...report, summary: undefined },
    ])
      expect(validate(JSON.parse(JSON.stringify(broken)))).toBe(false);
  });
});
