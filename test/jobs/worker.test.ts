import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PartLost } from "../../server/core/errors.js";
import type { Phases } from "../../server/core/parts.js";
import { eventually } from "../helpers/eventually.js";
import {
  type Errand,
  endLeases,
  gate,
  openWorkerScene,
  partsOf,
  untilAborted,
  type WorkerScene,
} from "../helpers/worker-scene.js";

let scene: WorkerScene;
beforeEach(async () => {
  scene = await openWorkerScene();
});
afterEach(() => scene.close());

const done: Errand = async () => [];

/** Two phases behind the first: two parts that may run at once, and one. */
const PLAN: Phases = [
  [
    { kind: "TAKE", task: "a" },
    { kind: "TAKE", task: "b" },
  ],
  [{ kind: "FINISH", task: "c" }],
];

describe("a migration's parts", () => {
  it("run phase by phase, those of one phase side by side on two workers", async () => {
    const bothRun = gate();
    const running = new Set<unknown>();
    const order: unknown[] = [];
    const errand: Errand = async ({ part }) => {
      order.push(part.task);
      if (part.kind === "PREPARE") return PLAN;
      if (part.kind === "TAKE") {
        running.add(part.task);
        if (running.size === 2) bothRun.open();
        await bothRun.opened;
      }
      return [];
    };
    await Promise.all([scene.startWorker(errand), scene.startWorker(errand)]);
    const id = await scene.start();
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect([order[0], order.slice(1, 3).map(String).sort(), order[3]]).toEqual([null, ["a", "b"], "c"]);
    expect(await scene.told(id)).toEqual(["RUNNING", "SUCCEEDED"]);
  });

  it("wait for a worker, however long none is there", async () => {
    const id = await scene.start();
    expect(await scene.statusOf(id)).toBe("QUEUED");
    await scene.startWorker(done);
    expect(await scene.ended(id)).toBe("SUCCEEDED");
  });

  it("whose job is gone from the queue are queued again", async () => {
    const id = await scene.start();
    await scene.database.pool.query("delete from graphile_worker._private_jobs");
    await scene.startWorker(done);
    expect(await scene.ended(id)).toBe("SUCCEEDED");
  });

  it("fail their migration when they fail, and those at work elsewhere stop", async () => {
    const stopped: unknown[] = [];
    const otherRuns = gate();
    const errand: Errand = async ({ part, signal }) => {
      if (part.kind === "PREPARE") return PLAN;
      if (part.task === "a") {
        otherRuns.open();
        await untilAborted(signal).catch((reason) => stopped.push(reason));
      }
      if (part.task === "b") {
        await otherRuns.opened;
        throw new Error("hurt while carrying a value");
      }
      signal.throwIfAborted();
      return [];
    };
    await scene.startWorker(errand, { concurrency: 2 });
    const id = await scene.start();
    expect(await scene.ended(id)).toBe("FAILED");
    const { rows } = await scene.database.pool.query("select error_code, error_message from crosswalk.migrations");
    expect(rows).toEqual([{ error_code: "INTERNAL_ERROR", error_message: expect.not.stringContaining("carrying") }]);
    await eventually("the other part stopped", () => stopped.length === 1);
    expect(stopped).toEqual([expect.any(PartLost)]);
  });
});

describe("cancelling", () => {
  it("ends at once what no worker has", async () => {
    const id = await scene.start();
    expect(await scene.migrations.cancel(id)).toEqual({ migrationId: id, problems: [] });
    expect(await scene.told(id)).toEqual(["CANCELLED"]);
  });

  it("lets what runs come to the end of its batch, and ends with the last of it", async () => {
    const lastBatch = gate();
    const errand: Errand = async ({ part, signal, keep }) => {
      if (part.kind === "PREPARE") return PLAN;
      const aborted = await untilAborted(signal).catch((reason) => reason);
      await lastBatch.opened;
      await keep(part.task);
      throw aborted;
    };
    await scene.startWorker(errand, { concurrency: 2 });
    const id = await scene.start();
    await eventually(
      "both parts run",
      async () => (await partsOf(scene, id)).filter((p) => p.status === "RUNNING").length === 2,
    );
    await scene.migrations.cancel(id);
    expect(await scene.statusOf(id)).toBe("CANCELLING");
    lastBatch.open();
    expect(await scene.told(id)).toEqual(["RUNNING", "CANCELLING", "CANCELLED"]);
    expect(await partsOf(scene, id)).toMatchObject([
      { status: "DONE" },
      { status: "STOPPED", checkpoint: "a" },
      { status: "STOPPED", checkpoint: "b" },
      { status: "STOPPED", task: "c" },
    ]);
  });

  it("of what a lost worker had ends it without beginning again", async () => {
    const lost = await scene.startWorker(async ({ signal }) => untilAborted(signal));
    const id = await scene.start();
    await eventually("it runs", async () => (await scene.statusOf(id)) === "RUNNING");
    await endLeases(scene);
    await scene.database.pool.query("update crosswalk.migrations set status = 'CANCELLING'");
    await lost.stop();
    let began = false;
    await scene.startWorker(async () => {
      began = true;
      return [];
    });
    expect(await scene.ended(id)).toBe("CANCELLED");
    expect(began).toBe(false);
  });
});

describe("waiting for one's turn", () => {
  it("is refused without queue, and the active one is named", async () => {
    const id = await scene.start();
    const request = {
      pipeline: "errands",
      options: {},
      trigger: "API",
      startedBy: null,
      idempotencyKey: null,
    } as const;
    const { migrationId, problems } = await scene.migrations.start(request);
    expect({ migrationId, problems }).toMatchObject({ migrationId: id, problems: [{ code: "MIGRATION_ACTIVE" }] });
    expect(problems[0]?.message).toContain(`Migration ${id} of errands is QUEUED`);
  });

  it("comes one after another in order; one that was cancelled is passed over", async () => {
    const order: number[] = [];
    const first = await scene.start();
    const others = [];
    for (let n = 0; n < 4; n++) others.push(await scene.start({ queue: true }));
    await scene.migrations.cancel(others[1] as number);
    expect(await scene.statusOf(others[1] as number)).toBe("CANCELLED");
    await scene.startWorker(
      async ({ part }) => {
        order.push(part.migrationId);
        return [];
      },
      { concurrency: 4 },
    );
    for (const id of [first, others[0], others[2], others[3]]) await scene.ended(id as number);
    expect(order).toEqual([first, others[0], others[2], others[3]]);
  });

  it("never leaves one behind, however requests, ends and cancels meet", async () => {
    await scene.startWorker(done, { concurrency: 4 });
    const started = await Promise.all(Array.from({ length: 30 }, () => scene.start({ queue: true })));
    await Promise.all(started.filter((_, i) => i % 5 === 0).map((id) => scene.migrations.cancel(id)));
    const ends = await Promise.all(started.map((id) => scene.ended(id)));
    expect(new Set(ends)).toEqual(new Set(ends.filter((end) => end === "SUCCEEDED" || end === "CANCELLED")));
    const { rows } = await scene.database.pool.query(
      "select count(*)::int as left from crosswalk.migrations where finished_at is null",
    );
    expect(rows).toEqual([{ left: 0 }]);
  });
});

describe("a worker with other settings", () => {
  it("ends the migration instead of reading what was not meant", async () => {
    let began = false;
    await scene.startWorker(
      async () => {
        began = true;
        return [];
      },
      { sources: "there" },
    );
    const id = await scene.start();
    expect(await scene.ended(id)).toBe("FAILED");
    expect(began).toBe(false);
    const { rows } = await scene.database.pool.query("select error_code, error_message from crosswalk.migrations");
    expect(rows).toEqual([{ error_code: "SOURCES_DIFFER", error_message: expect.stringMatching(/here.*there/) }]);
  });
});
