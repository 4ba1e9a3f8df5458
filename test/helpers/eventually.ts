import { setTimeout as pause } from "node:timers/promises";

/** Waits until the condition holds; fails with its name after the deadline. */
export async function eventually(
  name: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 45_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${name}`);
    await pause(20);
  }
}
