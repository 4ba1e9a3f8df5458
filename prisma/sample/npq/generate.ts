import { shuffled } from "../shuffled.js";
import { planScenes, tallyOf } from "./plan.js";
import type { PlantedCandidate } from "./records.js";
import type { Batch } from "./rows.js";
import { statusQuota } from "./statuses.js";
import { createWorld } from "./world.js";

const SCENES_PER_BATCH = 2_000;

/** The rows of the sample in batches: the same scale and seed give the same bytes. Scenes come shuffled. */
export function* generateBatches(
  options: { scale: number; seed: number },
  onPlanted: (candidate: PlantedCandidate) => void = () => {},
): Generator<Batch> {
  const plan = planScenes(options.scale);
  const statuses = statusQuota(options.scale, tallyOf(plan).matchedApplications);
  const { world, takeBatch } = createWorld({ ...options, statuses }, onPlanted);
  let made = 0;
  for (const scene of shuffled(plan, options.seed)) {
    scene.build(world);
    if (++made % SCENES_PER_BATCH === 0) yield takeBatch();
  }
  yield takeBatch();
}
