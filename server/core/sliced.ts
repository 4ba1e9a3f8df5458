/**
 * Work that gives way: a generator that yields now and then and returns its result.
 * The engine drives it and lets the event loop turn in between; a test just runs it through.
 */
export type Sliced<T> = Generator<undefined, T, undefined>;

/** Loop steps between two yields: few enough that nobody waits for a slice. */
export const SLICE = 50_000;

/** Runs sliced work to its end at once. */
export function runThrough<T>(work: Sliced<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
