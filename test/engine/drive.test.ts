import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupByKey } from "../../server/core/match/grouping.js";
import { runThrough, SLICE, type Sliced } from "../../server/core/sliced.js";
import { drive, inBatches } from "../../server/engine/drive.js";

function* steps(count: number, took: number[]): Sliced<string> {
  for (let i = 0; i < count; i++) {
    took.push(i);
    yield;
  }
  return "done";
}

describe("drive", () => {
  test("gives the result, and lets the event loop turn between the slices", async () => {
    const took: number[] = [];
    const seen: number[] = [];
    const driven = drive(steps(5, took), new AbortController().signal);
    const watched = (async () => {
      for (let turn = 0; turn < 5; turn++) {
        seen.push(took.length);
        await nextTurn();
      }
    })();
    expect(await driven).toBe("done");
    await watched;
    expect(seen).toEqual([1, 2, 3, 4, 5]);
  });

  test("stops with the reason of the signal and does no further slice", async () => {
    const took: number[] = [];
    const controller = new AbortController();
    const driven = drive(steps(5, took), controller.signal);
    controller.abort(new Error("cancelled by hand"));
    await expect(driven).rejects.toThrow("cancelled by hand");
    expect(took).toEqual([0]);
  });

  test("passes on what the work throws", async () => {
    // biome-ignore lint/correctness/useYield: it breaks before it gives way
    const broken = (function* (): Sliced<never> {
      throw new Error("broken");
    })();
    await expect(drive(broken, new AbortController().signal)).rejects.toThrow("broken");
  });
});

test("work of several slices gives way about once a slice", () => {
  const work = groupByKey(new Int32Array(SLICE * 4), 1);
  let turns = 0;
  while (!work.next().done) turns++;
  expect(turns).toBe(8);
  expect(runThrough(steps(3, []))).toBe("done");
});

test("inBatches keeps order and fills every batch but the last", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 5 }), (items, size) => {
      const batches = [...inBatches(items, size)];
      expect(batches.flat()).toEqual(items);
      expect(batches).toHaveLength(Math.ceil(items.length / size));
      for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(size);
    }),
  );
});
