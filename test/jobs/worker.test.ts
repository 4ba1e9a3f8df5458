import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LEASE_CLASS } from "../../server/adapters/database/lease.js";
import { MigrationCancelled, PartLost } from "../../server/core/errors.js";
import type { Phases } from "../../server/core/parts.js";
import { eventually } from "../helpers/eventually.js";
import { type Errand, openWorkerScene, type WorkerScene } from "../helpers/worker-scene.js";

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

/** A promise that the test keeps. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Waits until the worker is told to let go; what a well-behaved part does between two batches. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

async function partsOf(id: number) {
  const { rows } = await scene.database.pool.query(
    "select task, status, attempt, losses, checkpoint from crosswalk.parts where migration_id = $1 order by phase, position",
    [id],
  );
  return rows;
}

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
    const errand: Errand = async ({ part, signal }) => {
      if (part.kind === "PREPARE") return PLAN;
      if (part.task === "a") await untilAborted(signal).catch((reason) => stopped.push(reason));
      if (part.task === "b") throw new Error("hurt while carrying a value");
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
      async () => (await partsOf(id)).filter((p) => p.status === "RUNNING").length === 2,
    );
    await scene.migrations.cancel(id);
    expect(await scene.statusOf(id)).toBe("CANCELLING");
    lastBatch.open();
    expect(await scene.told(id)).toEqual(["RUNNING", "CANCELLING", "CANCELLED"]);
    expect(await partsOf(id)).toMatchObject([
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
    await endLeases();
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

describe("a worker that is lost", () => {
  it("is replaced from its checkpoint, and can keep nothing any more", async () => {
    const refused: unknown[] = [];
    const over = gate();
    await scene.startWorker(async ({ part, keep, signal }) => {
      if (part.claim.attempt > 1) return [];
      await keep("half");
      await untilAborted(signal).catch(() => {});
      // It goes on as if it had not noticed.
      await over.opened;
      // The first try may meet the end of its old session.
      await keep("all of it")
        .catch(() => keep("all of it"))
        .catch((error) => refused.push(error));
      throw signal.reason;
    });
    const id = await scene.start();
    await eventually("half is done", async () => (await partsOf(id))[0]?.checkpoint === "half");
    const taken = gate();
    let checkpoint: unknown;
    await scene.startWorker(async (work) => {
      ({ checkpoint } = work.part);
      taken.open();
      await over.opened;
      return [];
    });
    await endLeases();
    await taken.opened;
    over.open();
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect(checkpoint).toBe("half");
    await eventually("the first one was refused", () => refused.length === 1);
    expect(refused).toEqual([expect.any(PartLost)]);
    expect(await partsOf(id)).toMatchObject([{ attempt: 2, checkpoint: "half" }]);
  });

  it("has its open transactions ended, so that nobody waits for them", async () => {
    const over = gate();
    const frozen = await scene.startWorker(() => over.opened.then(() => []));
    const id = await scene.start();
    await eventually("it runs", async () => (await scene.statusOf(id)) === "RUNNING");
    const session = await scene.database.pool.connect();
    const ended = new Promise((resolve) => session.on("error", resolve));
    await session.query("select set_config('application_name', $1, false)", [frozen.name]);
    await session.query("begin");
    await endLeases();
    await scene.startWorker(done);
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    await ended;
    session.release(true);
    over.open();
  });

  it("again and again at the same place ends the migration, though none of them tells why", async () => {
    const over = gate();
    const id = await scene.start();
    for (let lost = 0; lost < 2; lost++) {
      await scene.startWorker(() => over.opened.then(() => []));
      await eventually("it runs", async () => (await partsOf(id))[0]?.attempt === lost + 1);
      await endLeases();
    }
    await scene.startWorker(done, { mostLosses: 2 });
    expect(await scene.ended(id)).toBe("FAILED");
    const { rows } = await scene.database.pool.query("select error_code from crosswalk.migrations");
    expect(rows).toEqual([{ error_code: "MIGRATION_ABANDONED" }]);
    over.open();
  });

  it("does not count where it got further in between", async () => {
    let times = 0;
    await scene.startWorker(
      async ({ keep }) => {
        if (++times > 4) return [];
        await keep(times);
        throw Object.assign(new Error("gone"), { code: "57P01" });
      },
      { mostLosses: 2 },
    );
    const id = await scene.start();
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect(times).toBe(5);
  });
});

describe("an error", () => {
  it("that may pass is tried again, and what it was is told when it does not", async () => {
    let times = 0;
    await scene.startWorker(
      async () => {
        times++;
        throw Object.assign(new Error("value 4711 in the way"), { code: "08006" });
      },
      { mostLosses: 2 },
    );
    const id = await scene.start();
    expect(await scene.ended(id)).toBe("FAILED");
    expect(times).toBe(2);
    const { rows } = await scene.database.pool.query("select error_code, error_message from crosswalk.migrations");
    expect(rows).toEqual([{ error_code: "DATABASE_LOST", error_message: expect.not.stringContaining("4711") }]);
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

describe("a worker that is stopped", () => {
  it("gives back what it has, for another to go on from there", async () => {
    const first = await scene.startWorker(async ({ signal, keep }) => {
      await untilAborted(signal).catch(() => {});
      await keep("the batch that was under way");
      expect(signal.reason).not.toBeInstanceOf(MigrationCancelled);
      throw signal.reason;
    });
    const id = await scene.start();
    await eventually("it runs", async () => (await scene.statusOf(id)) === "RUNNING");
    await first.stop();
    expect(await partsOf(id)).toMatchObject([{ status: "WAITING", losses: 0 }]);
    let checkpoint: unknown;
    await scene.startWorker(async ({ part }) => {
      ({ checkpoint } = part);
      return [];
    });
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect(checkpoint).toBe("the batch that was under way");
  });
});

/** As if the processes were gone that hold leases: their sessions end, and the locks with them. */
async function endLeases(): Promise<void> {
  await scene.database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and classid = ${LEASE_CLASS} and granted
        and database = (select oid from pg_database where datname = current_database())`,
  );
}
