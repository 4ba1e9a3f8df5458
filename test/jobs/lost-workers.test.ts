import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MigrationCancelled, PartLost } from "../../server/core/errors.js";
import { eventually } from "../helpers/eventually.js";
import { endLeases, gate, openWorkerScene, partsOf, untilAborted, type WorkerScene } from "../helpers/worker-scene.js";

let scene: WorkerScene;
beforeEach(async () => {
  scene = await openWorkerScene();
});
afterEach(() => scene.close());

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
    await eventually("half is done", async () => (await partsOf(scene, id))[0]?.checkpoint === "half");
    const taken = gate();
    let checkpoint: unknown;
    await scene.startWorker(async (work) => {
      ({ checkpoint } = work.part);
      taken.open();
      await over.opened;
      return [];
    });
    await endLeases(scene);
    await taken.opened;
    over.open();
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect(checkpoint).toBe("half");
    await eventually("the first one was refused", () => refused.length === 1);
    expect(refused).toEqual([expect.any(PartLost)]);
    expect(await partsOf(scene, id)).toMatchObject([{ attempt: 2, checkpoint: "half" }]);
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
    await endLeases(scene);
    await scene.startWorker(async () => []);
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
      await eventually("it runs", async () => (await partsOf(scene, id))[0]?.attempt === lost + 1);
      await endLeases(scene);
    }
    await scene.startWorker(async () => [], { mostLosses: 2 });
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
    expect(await partsOf(scene, id)).toMatchObject([{ status: "WAITING", losses: 0 }]);
    let checkpoint: unknown;
    await scene.startWorker(async ({ part }) => {
      ({ checkpoint } = part);
      return [];
    });
    expect(await scene.ended(id)).toBe("SUCCEEDED");
    expect(checkpoint).toBe("the batch that was under way");
  });
});
