import { expect, it } from "vitest";
import { differences } from "./remains.js";
import { playRound } from "./rounds.js";

it("whatever is killed while migrations run, nothing is lost and nothing is done twice", {
  timeout: 300_000,
}, async () => {
  const options = { scale: 0.03, students: 2_000, batchSize: 50, workers: 2, longestPauseMs: 500, seed: 1 };
  const victims = ["worker", "worker", "server", "postgres"] as const;
  const undisturbed = await playRound({ ...options, hits: 0, victims });
  expect(undisturbed.remains["students: counts"]).toMatch(/^1 rows/);
  const killed = await playRound({ ...options, hits: 6, victims });
  expect(differences(undisturbed.remains, killed.remains)).toEqual([]);
  expect(Object.values(killed.met).length).toBeGreaterThan(0);
});
