import { Logger, run } from "graphile-worker";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { queueAnnouncement } from "../../server/adapters/queue/jobs.js";
import { reviveAnnouncements } from "../../server/adapters/queue/revive-announcements.js";
import { MOST_ATTEMPTS } from "../../server/core/schedule/announcement.js";
import { type Announcing, NOW, openAnnouncing } from "../helpers/announcing.js";
import { eventually } from "../helpers/eventually.js";

let scene: Announcing;
beforeAll(async () => {
  scene = await openAnnouncing();
});
afterAll(() => scene.close());
beforeEach(() => scene.forget());

describe("news that is not taken", () => {
  it("is sent again, the same, and says in between what came of it and when it is tried", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    scene.answers.push(500, 302);
    await expect(scene.announce({ migrationId })).rejects.toMatchObject({ code: "WEBHOOK_NOT_DELIVERED" });
    expect(await scene.deliveries(scheduleId)).toMatchObject([
      {
        status: "PENDING",
        attempts: 1,
        responseStatus: 500,
        error: "The receiver answered 500; 200 to 299 were expected.",
        lastAttemptAt: NOW,
        nextAttemptAt: new Date(NOW.getTime() + Math.floor(Math.E * 1000)),
      },
    ]);
    await expect(scene.announce({ migrationId })).rejects.toMatchObject({ code: "WEBHOOK_NOT_DELIVERED" });
    await scene.announce({ migrationId });
    expect(await scene.deliveries(scheduleId)).toMatchObject([{ status: "DELIVERED", attempts: 3, error: null }]);
    const [first, ...others] = scene.received;
    expect(others).toHaveLength(2);
    for (const each of others) {
      expect(each.body).toBe(first?.body);
      expect(each.headers["crosswalk-delivery"]).toBe(first?.headers["crosswalk-delivery"]);
    }
  });

  it("is given up after the last attempt, and logged without address or secret", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    scene.answers.push(...Array.from({ length: 20 }, () => 503));
    for (let attempt = 1; attempt < MOST_ATTEMPTS; attempt++)
      await expect(scene.announce({ migrationId })).rejects.toThrow();
    for (const _ of [1, 2]) await scene.announce({ migrationId });
    expect(scene.received).toHaveLength(MOST_ATTEMPTS);
    expect(await scene.deliveries(scheduleId)).toMatchObject([
      { status: "FAILED", attempts: MOST_ATTEMPTS, responseStatus: 503, nextAttemptAt: null },
    ]);
    expect(scene.logged).toHaveLength(1);
    expect(JSON.stringify(scene.logged)).not.toMatch(/token|127\.0\.0\.1|secret/);
  });

  it("goes where the webhook leads by then, and nowhere once it was taken away", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    scene.answers.push(404, 404);
    await expect(scene.announce({ migrationId })).rejects.toThrow();
    await scene.pool.query("update schedules set webhook_url = $1", [`${scene.url}&moved`]);
    await expect(scene.announce({ migrationId })).rejects.toThrow();
    expect(await scene.deliveries(scheduleId)).toMatchObject([{ url: `${scene.url}&moved` }]);
    await scene.pool.query("update schedules set webhook_url = null, webhook_occasion = null, webhook_secret = null");
    await scene.announce({ migrationId });
    expect(scene.received).toHaveLength(2);
    expect(await scene.deliveries(scheduleId)).toMatchObject([
      { status: "FAILED", attempts: 2, error: "The webhook was taken away before it took the news." },
    ]);
  });
});

describe("as a job of the queue", () => {
  const work = () =>
    run({
      pgPool: scene.pool,
      taskList: { announce: (payload) => scene.announce(payload) },
      parsedCronItems: [],
      noHandleSignals: true,
      pollInterval: 100,
      logger: new Logger(() => () => {}),
    });

  async function queue(migrationId: number): Promise<void> {
    const client = await scene.pool.connect();
    await queueAnnouncement(client, migrationId).finally(() => client.release());
  }

  it("it is tried again by itself until the news is taken", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    scene.answers.push(500);
    await queue(migrationId);
    const worker = await work();
    await eventually("it is taken", async () => (await scene.deliveries(scheduleId))[0]?.status === "DELIVERED");
    await worker.stop();
    expect(scene.received).toHaveLength(2);
  });

  it("it is taken up again where its worker is gone", async () => {
    const scheduleId = await scene.makeSchedule("EVERY_END");
    const migrationId = await scene.endedMigration(scheduleId);
    await queue(migrationId);
    const lock = (ago: string) =>
      scene.pool.query(
        `update graphile_worker._private_jobs set locked_by = 'gone', attempts = 1, locked_at = now() - $1::interval`,
        [ago],
      );
    await lock("1 minute");
    expect(await reviveAnnouncements(scene.pool)).toBe(0);
    await lock("3 minutes");
    expect(await reviveAnnouncements(scene.pool)).toBe(1);
    expect(await reviveAnnouncements(scene.pool)).toBe(0);
    const worker = await work();
    await eventually("it is taken", async () => (await scene.deliveries(scheduleId))[0]?.status === "DELIVERED");
    await worker.stop();
    expect(scene.received).toHaveLength(1);
  });
});
