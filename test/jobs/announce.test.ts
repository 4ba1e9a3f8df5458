import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { WebhookOccasion } from "../../server/core/schedule/schedule.js";
import { type Announcing, type Ending, NOW, openAnnouncing, SECRET } from "../helpers/announcing.js";
import { readRecords } from "../helpers/stored-records.js";

let scene: Announcing;
beforeAll(async () => {
  scene = await openAnnouncing();
});
afterAll(() => scene.close());
beforeEach(() => scene.forget());

describe("a webhook is told", () => {
  it.each<[WebhookOccasion, Ending, boolean]>([
    ["FAILURE", { status: "FAILED" }, true],
    ["FAILURE", { status: "CANCELLED" }, true],
    ["FAILURE", { rejected: 19 }, false],
    ["FAILURE", {}, false],
    ["CRITICAL", { status: "FAILED" }, true],
    ["CRITICAL", { status: "CANCELLED" }, true],
    // 3 of 20: 85 %
    ["CRITICAL", { rejected: 3 }, true],
    // exactly the threshold
    ["CRITICAL", { rejected: 2 }, false],
    ["CRITICAL", {}, false],
    ["EVERY_END", { status: "FAILED" }, true],
    ["EVERY_END", {}, true],
  ])("on %s of an end with %j: %j", async (on, ending, isTold) => {
    const scheduleId = await scene.makeSchedule(on);
    const migrationId = await scene.endedMigration(scheduleId, ending);
    await scene.announce({ migrationId });
    expect(scene.received).toHaveLength(isTold ? 1 : 0);
    expect(await scene.deliveries(scheduleId)).toHaveLength(isTold ? 1 : 0);
  });

  it("never of a migration without a schedule, of a schedule without a webhook, or of one that has not ended", async () => {
    const scheduleId = await scene.makeSchedule(null);
    await scene.announce({ migrationId: await scene.endedMigration(null) });
    await scene.announce({ migrationId: await scene.endedMigration(scheduleId) });
    const running = await scene.endedMigration(scheduleId);
    await scene.pool.query("update migrations set finished_at = null, status = 'RUNNING' where id = $1", [running]);
    await scene.pool.query(
      "update schedules set webhook_url = $1, webhook_occasion = 'EVERY_END', webhook_secret = 's'",
      [scene.url],
    );
    await scene.announce({ migrationId: running });
    await scene.announce({ migrationId: 999_999 });
    expect(scene.received).toEqual([]);
  });
});

describe("the news", () => {
  it("says how it ended, in counts, levels and times, and in nobody's values", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId, { status: "FAILED", rejected: 3 });
    await scene.announce({ migrationId });
    const [{ headers, body }] = scene.received as [(typeof scene.received)[0]];
    expect(JSON.parse(body)).toMatchObject({
      event: "migration.ended",
      schedule: { id: String(scheduleId), name: "nightly" },
      migration: {
        id: String(migrationId),
        pipeline: "npq",
        status: "FAILED",
        dryRun: true,
        error: { code: "SOURCE_UNREACHABLE", message: "The source can't be reached." },
        durationMs: 2000,
      },
      successRate: 0.85,
      successLevel: "CRITICAL",
      efficiency: null,
      efficiencyLevel: null,
      rows: null,
      models: [
        {
          model: "users",
          total: 10,
          matched: 10,
          rejected: 3,
          leftRecords: 10,
          rightRecords: 10,
          matchRate: 1,
          matchRateLevel: "NORMAL",
        },
      ],
      effects: [],
      recommendations: [
        { code: "SUCCESS_CRITICAL", message: expect.stringContaining("85") },
        { code: "SHARED_VALUES", message: expect.any(String) },
      ],
    });
    const results = await scene.pool.query<{ id: number }>("select id from model_results");
    const records = await Promise.all(results.rows.map(({ id }) => readRecords(scene.pool, id)));
    const values = new Set(records.flatMap((ofResult) => [...ofResult.values()].flat()));
    const told = [...values].filter((value) => value !== null && value.length > 3 && body.includes(value));
    expect(told).toEqual([]);
    const signature = createHmac("sha256", SECRET)
      .update(`${NOW.getTime() / 1000}.${body}`)
      .digest("hex");
    expect(headers["crosswalk-signature"]).toBe(`v1=${signature}`);
  });

  it("is sent once, however often the job runs", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    for (const _ of [1, 2, 3]) await scene.announce({ migrationId });
    expect(scene.received).toHaveLength(1);
    expect(await scene.deliveries(scheduleId)).toMatchObject([
      {
        migrationId,
        url: scene.url,
        status: "DELIVERED",
        attempts: 1,
        responseStatus: 200,
        error: null,
        nextAttemptAt: null,
      },
    ]);
  });
});
