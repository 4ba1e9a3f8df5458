import { setImmediate as nextTurn } from "node:timers/promises";
import type { Sliced } from "../core/sliced.js";

/** Runs sliced work to its end and lets the event loop turn between the slices; stops when the signal is aborted. */
export async function drive<T>(work: Sliced<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
    signal.throwIfAborted();
  }
}

/** The items in runs of at most `size`. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
