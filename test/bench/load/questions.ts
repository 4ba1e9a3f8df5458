import { setTimeout as pause } from "node:timers/promises";

/** How long questions took, in milliseconds from when they were due: one that had to wait for another has waited. */
export interface Asked {
  readonly latencies: readonly number[];
  readonly errors: number;
}

/** Asks at an even rate, each question in its turn, whether the ones before are answered or not, until it is told to stop. */
export async function askSteadily(
  questions: readonly (() => Promise<unknown>)[],
  aSecond: number,
  until: AbortSignal,
): Promise<Asked> {
  const latencies: number[] = [];
  let errors = 0;
  const asked: Promise<void>[] = [];
  const began = performance.now();
  for (let turn = 0; !until.aborted; turn++) {
    const due = began + (turn * 1_000) / aSecond;
    await pause(Math.max(0, due - performance.now()));
    const question = questions[turn % questions.length] as () => Promise<unknown>;
    asked.push(
      question().then(
        () => void latencies.push(performance.now() - due),
        () => void errors++,
      ),
    );
  }
  await Promise.all(asked);
  return { latencies, errors };
}
