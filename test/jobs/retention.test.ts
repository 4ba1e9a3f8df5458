import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../helpers/eventually.js";
import { blockedIn, hold, killSession } from "../helpers/interleave.js";
import { endOf, runMigration, startMigration } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario } from "../helpers/npq-scenario.js";

const KEPT = 2;

let scenario: Scenario;

beforeAll(async () => {
  scenario = await openScenario({ RETENTION_MIGRATIONS: String(KEPT), MIGRATION_ATTEMPTS: "1" });
});

afterAll(() => scenario.close());

beforeEach(() =>
  scenario.fill({
    ecf: {
      users: { sam: { fullName: "Sam Hill" }, ann: {} },
      applications: {
        odd: { user: "ann", status: "approved" },
        headship: { user: "ann", status: "accepted" },
        maths: { user: "sam", school: "Oak" },
      },
    },
    npq: {
      users: { sam: { fullName: "Sam Hill" }, ann: { ecfId: ecfId("ann") } },
      applications: {
        odd: { user: "ann" },
        headship: { user: "ann" },
        literacy: { user: "sam", school: "Oak", ecfId: null },
      },
    },
  }),
);

const BY_RESULT = ["record_blocks", "record_findings", "record_outcomes", "findings", "candidates", "search_buckets"];
const BY_MIGRATION = ["rejections", "changes", "reports"];

/** Of which tables a migration has rows. */
async function detailsOf(id: number): Promise<readonly string[]> {
  const kept = [];
  for (const table of BY_RESULT) {
    const { rows } = await scenario.database.pool.query(
      `select from crosswalk.${table} where result_id in (select id from crosswalk.model_results where migration_id = $1) limit 1`,
      [id],
    );
    if (rows.length > 0) kept.push(table);
  }
  for (const table of BY_MIGRATION) {
    const { rows } = await scenario.database.pool.query(
      `select from crosswalk.${table} where migration_id = $1 limit 1`,
      [id],
    );
    if (rows.length > 0) kept.push(table);
  }
  return kept;
}

/** Whoever ended a migration clears up after it has told of its end. */
async function cleared(id: number): Promise<void> {
  await eventually("the details are deleted", async () => (await summaryOf(id)).detailsDeletedAt !== null);
  expect(await detailsOf(id)).toEqual([]);
}

/** What was counted for analysts: of each table the rows, and how many rows were rejected for which reason. */
async function surveyOf(id: number) {
  const { surveys, evidence, migrations } = scenario.app.services.readers;
  const [results = []] = await migrations.results([id]);
  const ids = results.map((result) => result.id);
  return {
    usage: await surveys.keyUsage(ids),
    sizes: await surveys.clusterSizes(ids),
    orphans: await surveys.orphanCounts(ids),
    rules: await surveys.ruleCounts(ids),
    rejections: await evidence.rejectionCounts([id]),
  };
}

async function summaryOf(id: number) {
  return (await scenario.app.database.prisma()).migration.findUniqueOrThrow({
    where: { id },
    select: { detailsDeletedAt: true, results: { orderBy: { position: "asc" } }, effects: true, stages: true },
  });
}

/** A migration that leaves changes in doubt: its target goes away while it applies them. */
async function breakOff(): Promise<number> {
  const { pool } = scenario.database;
  await pool.query("update npq.applications set lead_provider_approval_status = 'pending'");
  const lock = await hold(pool, "select from npq.applications for update");
  const id = await startMigration(scenario.app);
  await killSession(pool, await blockedIn(pool, 'update "npq"."applications"'));
  expect(await endOf(scenario.app, id)).toMatchObject({ status: "FAILED", unsettled: true });
  await lock.commit();
  return id;
}

describe("retention", () => {
  it("keeps the details of the newest migrations, and of older ones the counts", async () => {
    const { id: first } = await runMigration(scenario.app);
    const details = await detailsOf(first);
    expect(details).toEqual(expect.arrayContaining([...BY_RESULT, "rejections", "changes"]));
    const summary = await summaryOf(first);
    const survey = await surveyOf(first);
    expect(survey.rejections).toEqual([[{ reason: "invalid_status", rows: 1 }]]);
    expect(survey.orphans.flat().length).toBeGreaterThan(0);
    expect(summary.detailsDeletedAt).toBeNull();
    expect(summary.results).toMatchObject([
      { model: "users", matched: 1, orphanedLeft: 1, orphanedRight: 1, orphanedLeftWithCandidates: 1 },
      { model: "applications", matched: 2, orphanedLeft: 1, orphanedRight: 1, rejected: 1 },
    ]);

    const { id: second } = await runMigration(scenario.app);
    expect(await detailsOf(first)).toEqual(details);
    const { id: third } = await runMigration(scenario.app);

    await cleared(first);
    const { detailsDeletedAt, ...kept } = await summaryOf(first);
    expect(detailsDeletedAt).toBeInstanceOf(Date);
    expect(await surveyOf(first)).toEqual(survey);
    expect(kept).toEqual({ results: summary.results, effects: summary.effects, stages: summary.stages });
    for (const id of [second, third]) {
      expect(await detailsOf(id)).toEqual(expect.arrayContaining(BY_RESULT));
      expect((await summaryOf(id)).detailsDeletedAt).toBeNull();
    }
  });

  it("keeps those of a migration with changes in doubt until they are settled", async () => {
    const { pool } = scenario.database;
    const doubtful = await breakOff();
    // Nobody can settle while the target is out of reach.
    await pool.query("alter table npq.applications rename to applications_elsewhere");
    for (let i = 0; i < KEPT; i++) expect((await runMigration(scenario.app)).status).toBe("FAILED");
    await pool.query("alter table npq.applications_elsewhere rename to applications");
    expect(await detailsOf(doubtful)).toContain("changes");

    // The failed ones do not count: it goes when as many succeeded as are kept.
    for (let i = 0; i < KEPT; i++) {
      expect(await detailsOf(doubtful)).toContain("changes");
      expect((await runMigration(scenario.app)).status).toBe("SUCCEEDED");
    }
    await cleared(doubtful);
    expect((await summaryOf(doubtful)).detailsDeletedAt).toBeInstanceOf(Date);
  });
});
