import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { Turns } from "../../server/http/turns.js";

it("lets the event loop turn after so many, and those who wait go on in their order", async () => {
  const turns = new Turns();
  const begun: number[] = [];
  let atOnce = 0;
  const taking = Array.from({ length: 1_200 }, async (_, i) => {
    const waiting = turns.take();
    if (waiting) await waiting;
    else atOnce++;
    begun.push(i);
  });
  expect(atOnce).toBe(500);
  // a callback of this turn comes before more than the next ones
  await turn();
  expect(begun.length).toBeLessThanOrEqual(1_000);
  await Promise.all(taking);
  expect(begun).toEqual(Array.from({ length: 1_200 }, (_, i) => i));
});

it("counts anew after each turn of the event loop", async () => {
  const turns = new Turns();
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < 500; i++) expect(turns.take()).toBeNull();
    await turn();
    await turn();
  }
});
