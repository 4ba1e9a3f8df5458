import { setTimeout as delay } from "node:timers/promises";
import { isTransient } from "../../core/transient.js";

const AGAIN_MS = 250;

/** Reads one after another, so on one connection at most, each again and again until the database answers. */
export type Lane = <Result>(read: () => Promise<Result>) => Promise<Result>;

/** A lane whose reads are given up when `stopping` says so. */
export function openLane(stopping: AbortSignal): Lane {
  let last: Promise<unknown> = Promise.resolve();
  return (read) => {
    const reading = last.then(() => patiently(read, stopping));
    last = reading.catch(() => {});
    return reading;
  };
}

async function patiently<Result>(read: () => Promise<Result>, stopping: AbortSignal): Promise<Result> {
  for (;;) {
    stopping.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      if (!isTransient(error)) throw error;
      await delay(AGAIN_MS, undefined, { signal: stopping });
    }
  }
}
