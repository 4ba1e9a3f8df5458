import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPool } from "../../server/adapters/database/open.js";
import { createSources } from "../../server/adapters/sources/open.js";
import { createChangeStore } from "../../server/adapters/stores/changes.js";
import { openFindingsTransaction } from "../../server/adapters/stores/findings-transaction.js";
import { createPartStore } from "../../server/adapters/stores/parts.js";
import { MigrationCancelled, PartLost } from "../../server/core/errors.js";
import { type ClaimedPart, firstNumberOf, type Phases } from "../../server/core/parts.js";
import { ProgressTracker } from "../../server/engine/progress-tracker.js";
import { runMigrationPart } from "../../server/engine/run-migration.js";
import { npqPipeline } from "../../server/pipelines/npq/pipeline.js";
import { request } from "../helpers/migrations.js";
import { ecfId, openScenario, type Scenario, type Services } from "../helpers/npq-scenario.js";

const OPTIONS = { batchSize: 4 };
const names = Array.from({ length: 12 }, (_, i) => `a${i}`);

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
let pool: pg.Pool;
const sources = createSources();
let id: number;

beforeAll(async () => {
  scenario = await openScenario({}, { works: false });
  pool = openPool(scenario.database.url, { name: "test", max: 6 });
});

afterAll(async () => {
  await sources.close();
  await pool.end();
  await scenario.close();
});

/** A migration that is to apply its changes next, brought there part by part. */
beforeEach(async () => {
  await scenario.fill(SERVICES);
  id = (await scenario.app.migrations.start(request(OPTIONS))).migrationId as number;
  for (const kind of ["PREPARE", "READ", "READ", "MATCH", "MATCH"]) {
    const part = await take(kind);
    await createPartStore(pool).finish(part.claim, NO_PROGRESS, await work(part));
  }
});

afterEach(async () => {
  await scenario.app.migrations.cancel(id);
  await pool.query("update migrations set status = 'CANCELLED', finished_at = now() where id = $1", [id]);
});

const NO_PROGRESS = new ProgressTracker(
  { claim: { partId: 0, attempt: 0 }, phase: 0, checkpoint: null, progress: null },
  { tell: async () => {} },
  () => 0,
).snapshot();

/** Has a worker of this name take the first part of a kind that is not done. */
async function take(kind: string, worker = "first"): Promise<ClaimedPart> {
  const { rows } = await pool.query<{ id: number }>(
    "select id from parts where migration_id = $1 and kind = $2 and status <> 'DONE' order by position limit 1",
    [id, kind],
  );
  const taking = await createPartStore(pool).take(rows[0]?.id as number, worker, 5);
  if (taking.kind !== "taken") throw new Error(`the part is ${taking.kind}`);
  return taking.part;
}

/** What a worker does with a part in its hands. */
async function work(part: ClaimedPart, signal = new AbortController().signal): Promise<Phases> {
  const parts = createPartStore(pool);
  const at = (name: string) => ({ title: name, url: scenario.database.url, schema: name, setting: "" });
  const opened: { close(): Promise<void> }[] = [];
  try {
    return await runMigrationPart({
      migrationId: id,
      part,
      doneParts: () => parts.done(id),
      assertHeld: () => parts.assertHeld(part.claim),
      pipeline: npqPipeline,
      options: OPTIONS,
      async openSource(name) {
        const source = await sources.open(at(name));
        opened.push(source);
        return source;
      },
      progress: new ProgressTracker(part, parts, Date.now),
      measureReports: async () => {},
      signal,
      openTarget: () => sources.openTarget(at("npq")),
      openFindings: () => openFindingsTransaction(pool, id, firstNumberOf(part)),
      changes: createChangeStore(pool),
    });
  } finally {
    await Promise.all(opened.map((source) => source.close()));
  }
}

/** What is known of the changes, and what the target has, side by side in the order of the changes. */
async function found(): Promise<readonly string[]> {
  const applications = await scenario.npqApplications();
  const { changes } = await scenario.outcomesOf(id);
  return changes.map((change) => {
    const name = change.slice("npq.".length, change.indexOf(":"));
    return `${change.split(" ").at(-1)} ${applications[name]?.status}`;
  });
}

/** The first batch reaches the target, and whoever sent it is not heard of again. */
async function applyFirstBatch(): Promise<void> {
  await pool.query(
    `update npq.applications set lead_provider_approval_status = 'accepted'
      where id::text in (select record_id from changes where migration_id = $1 and number % 62500000 <= 4)`,
    [id],
  );
}

const cancelled = AbortSignal.abort(new MigrationCancelled());

describe("a worker that is to apply changes", () => {
  it("touches nothing where it is cancelled before it begins", async () => {
    await expect(work(await take("APPLY"), cancelled)).rejects.toThrow(MigrationCancelled);
    expect(await found()).toEqual(Array(12).fill("NOT_APPLIED pending"));
    const [migration] = (await pool.query("select unsettled from migrations where id = $1", [id])).rows;
    expect(migration).toEqual({ unsettled: false });
  });

  it("finds out first what an earlier one did where it is cancelled before it begins", async () => {
    await take("APPLY");
    await applyFirstBatch();
    await expect(work(await take("APPLY", "second"), cancelled)).rejects.toThrow(MigrationCancelled);
    expect(await found()).toEqual([...Array(4).fill("APPLIED accepted"), ...Array(8).fill("NOT_APPLIED pending")]);
    const effects = await (await scenario.app.database.prisma()).entityEffects.findMany({ where: { migrationId: id } });
    expect(effects[0]?.updated).toBe(4);
  });

  it("takes what somebody else wrote for an earlier worker's only where that one may have written it", async () => {
    await take("APPLY");
    await applyFirstBatch();
    await pool.query(
      `update npq.applications set lead_provider_approval_status = 'accepted'
        where id::text = (select record_id from changes where migration_id = $1 and number % 62500000 = 9)`,
      [id],
    );
    await work(await take("APPLY", "second"));
    expect(await found()).toEqual([
      ...Array(8).fill("APPLIED accepted"),
      "NOT_APPLIED accepted",
      ...Array(3).fill("APPLIED accepted"),
    ]);
    expect((await scenario.outcomesOf(id)).rejections).toHaveLength(1);
  });

  it("touches nothing any more once another one has its part", async () => {
    const part = await take("APPLY");
    await take("APPLY", "second");
    await expect(work(part)).rejects.toThrow(PartLost);
    expect(await found()).toEqual(Array(12).fill("INTENDED pending"));
  });

  it("can't confirm what it applied once another one has its part, and that one can", async () => {
    const part = await take("APPLY");
    const follower = await take("APPLY", "second");
    const changes = createChangeStore(pool);
    const milestone = { claim: part.claim, checkpoint: {}, progress: NO_PROGRESS };
    await applyFirstBatch();
    await expect(
      changes.confirm(id, "applications", new Map([[62_500_001, "APPLIED"]]), [], milestone),
    ).rejects.toThrow(PartLost);
    await expect(changes.abandon(id, milestone)).rejects.toThrow(PartLost);
    expect((await found())[0]).toBe("INTENDED accepted");
    await work(follower);
    expect(await found()).toEqual(Array(12).fill("APPLIED accepted"));
  });
});
