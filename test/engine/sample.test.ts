import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ExpectedModel } from "../../prisma/sample/npq/expected.js";
import { type LoadedSample, loadNpqSample } from "../../prisma/sample/npq/load.js";
import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { type EndedMigration, runMigration } from "../helpers/migrations.js";
import { type ModelOutcome, type Outcomes, readOutcomes } from "../helpers/npq-outcomes.js";
import { commitWithoutWaiting, namesOf } from "../helpers/npq-scenario.js";

const MODELS = ["users", "applications"] as const;

type Migrated = EndedMigration & Outcomes & { readonly target: string };

let database: TestDatabase;
let app: App;
let sample: LoadedSample;
let untouched: string;
let dryRun: Migrated;
let first: Migrated;
let second: Migrated;

beforeAll(async () => {
  database = await createTestDatabase();
  await commitWithoutWaiting(database);
  sample = await loadNpqSample({ ecfUrl: database.url, npqUrl: database.url, scale: 0.01, seed: 7 });
  app = await createApp(loadConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent" }));
  await app.work();
  untouched = await fingerprint();
  dryRun = await migrate({ dryRun: true });
  first = await migrate();
  second = await migrate();
});

afterAll(async () => {
  await app?.stop();
  await database.drop();
});

async function migrate(options = {}): Promise<Migrated> {
  const migration = await runMigration(app, options);
  const outcomes = await readOutcomes(app.database.pool, migration.id, namesOf({}));
  return { ...migration, ...outcomes, target: await fingerprint() };
}

/** All rows of both services with their versions, which even a write of the same values would change. */
async function fingerprint(): Promise<string> {
  const { rows } = await database.pool.query<{ table: string }>(
    "select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname in ('ecf', 'npq') order by 1",
  );
  const hashes = [];
  for (const { table } of rows) {
    const hash = await database.pool.query<{ hash: string }>(
      `select md5(string_agg(xmin || ' ' || t::text, ',' order by id::text)) as hash from ${table} t`,
    );
    hashes.push(`${table} ${hash.rows[0]?.hash}`);
  }
  return hashes.join("\n");
}

function countsOf({ counts }: ModelOutcome): Omit<ExpectedModel, "changes" | "invalidStatuses"> {
  const { rejected: _, sameSideClusters: sameSide, ...rest } = counts;
  return { ...rest, sameSide };
}

async function effectsOf({ id }: EndedMigration) {
  return (await app.database.prisma()).entityEffects.findMany({
    where: { migrationId: id },
    select: { entity: true, created: true, updated: true, unchanged: true, deleted: true, ended: true },
  });
}

describe("a migration of the sample", () => {
  it.each(MODELS)("finds exactly the %s that it has to", (model) => {
    const { changes: _, invalidStatuses, ...expected } = sample[model];
    expect(first.status).toBe("SUCCEEDED");
    expect(countsOf(first[model])).toEqual(expected);
    expect(first[model].counts.rejected).toBe(invalidStatuses);
  });

  it("makes exactly the changes that it has to", async () => {
    const { matched, changes, invalidStatuses } = sample.applications;
    expect(first.changes).toHaveLength(changes);
    expect(first.changes.filter((change) => !change.endsWith(" APPLIED"))).toEqual([]);
    expect(first.rejections).toHaveLength(invalidStatuses);
    expect(await effectsOf(first)).toEqual([
      {
        entity: "applications",
        created: 0,
        updated: changes,
        unchanged: matched - changes - invalidStatuses,
        deleted: 0,
        ended: 0,
      },
    ]);
  });

  it("leaves matched applications with equal statuses, but for the rejected", async () => {
    const { rows } = await database.pool.query<{ count: number }>(
      `select count(*)::int from ecf.npq_applications e
         join npq.applications n on lower(trim(n.ecf_id)) = e.id::text
        where e.lead_provider_approval_status is distinct from n.lead_provider_approval_status`,
    );
    expect(rows).toEqual([{ count: sample.applications.invalidStatuses }]);
  });

  it.each(MODELS)("gives every one of the %s one outcome, and counts that add up", (model) => {
    for (const migration of [dryRun, first, second]) {
      const { matched, duplicates, orphans, sameSide, counts } = migration[model];
      const shown = [...matched, ...duplicates, ...orphans].flatMap((members) => members.split(" "));
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.length + counts.excluded).toBe(counts.leftRecords + counts.rightRecords);
      expect(counts).toMatchObject({
        total: matched.length + duplicates.length + orphans.length,
        matched: matched.length,
        duplicates: duplicates.length,
        sameSideClusters: sameSide.length,
        orphanedLeft: orphans.filter((orphan) => orphan.startsWith("ecf.")).length,
        orphanedRight: orphans.filter((orphan) => orphan.startsWith("npq.")).length,
      });
      const orphaned = new Set(orphans);
      expect(sameSide.flatMap((members) => members.split(" ")).filter((member) => !orphaned.has(member))).toEqual([]);
    }
  });

  it.each(MODELS)("finds the candidates that were planted among the %s, and none that only seem to be", (model) => {
    const sides = { left: "ecf", right: "npq" } as const;
    for (const { orphanSide, orphan, other, isCandidate, why, ...planted } of sample.candidates) {
      if (planted.model !== model) continue;
      const otherSide = orphanSide === "left" ? "right" : "left";
      const found = first[model].candidates[`${sides[orphanSide]}.${orphan}`] ?? [];
      const isFound = found.some((candidate) => candidate.startsWith(`${sides[otherSide]}.${other}:`));
      expect([why, isFound]).toEqual([why, isCandidate]);
    }
  });

  it("keeps a link for each further record of a cluster of three or more", () => {
    const clusters = [...first.users.duplicates, ...first.users.sameSide].map((members) => members.split(" ").length);
    const further = clusters.filter((size) => size > 2).reduce((sum, size) => sum + size - 1, 0);
    expect(first.users.links).toHaveLength(further);
  });
});

describe("a dry run", () => {
  it("forecasts exactly the changes that the run then makes", async () => {
    expect(dryRun.status).toBe("SUCCEEDED");
    expect(dryRun.changes).toEqual(first.changes.map((change) => change.replace(/APPLIED$/, "FORECAST")));
    expect(dryRun.rejections).toEqual(first.rejections);
    expect(await effectsOf(dryRun)).toEqual(await effectsOf(first));
    expect(dryRun.unsettled).toBe(false);
  });

  it("has no stage that applies", async () => {
    const stages = async ({ id }: EndedMigration) =>
      (await app.database.prisma()).stage.findMany({ where: { migrationId: id, name: "APPLY" } });
    expect(await stages(dryRun)).toEqual([]);
    expect(await stages(first)).toHaveLength(1);
  });

  it("writes nothing to the services", () => {
    expect(dryRun.target).toBe(untouched);
    expect(first.target).not.toBe(untouched);
  });

  it("finds what the run finds", () => {
    for (const model of MODELS) expect(dryRun[model]).toEqual(first[model]);
  });
});

describe("a second migration", () => {
  it("changes nothing, not even a row's version", () => {
    expect(second.status).toBe("SUCCEEDED");
    expect(second.changes).toEqual([]);
    expect(second.target).toBe(first.target);
  });

  it("finds the same again", () => {
    for (const model of MODELS) expect(second[model]).toEqual(first[model]);
    expect(second.rejections).toEqual(first.rejections);
  });

  it("writes to nothing but NPQ's applications in the first place", () => {
    const others = (target: string) => target.split("\n").filter((line) => !line.startsWith("npq.applications "));
    expect(others(first.target)).toEqual(others(untouched));
  });
});
