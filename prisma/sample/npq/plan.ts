import { CrosswalkError } from "../../../server/core/errors.js";
import type { Planned } from "../shuffled.js";
import { CANDIDATES } from "./scenes/candidates.js";
import { DUPLICATES, ordinaryDuplicate } from "./scenes/duplicates.js";
import {
  MATCHED,
  ordinaryApplicant,
  pairWithEcfOrphanApplication,
  pairWithNpqOrphanApplication,
} from "./scenes/matched.js";
import { npqOrphanWithApplication, ORPHANS, ordinaryExcluded, ordinaryNpqOrphan } from "./scenes/orphans.js";
import { NO_TALLY, type Scene, TALLY_KEYS, type Tally } from "./scenes/scene.js";

/** The first production run, as published; and how many ECF users never applied (a guess). */
const PUBLISHED = {
  matched: 91_599,
  duplicates: 16_231,
  npqOrphans: 5_521,
  excluded: 60_000,
  matchedApplications: 134_038,
  ecfOrphanApplications: 204,
  npqOrphanApplications: 1_084,
};

/** Below this there is no room for one of everything; above it, TRNs of seven digits run out. */
export const SMALLEST_SCALE = 0.01;
export const LARGEST_SCALE = 20;

export type PlannedScene = Planned<Scene>;

/** How often each scene is made: first one of everything, then ordinary records up to the published figures. */
export function planScenes(scale: number): readonly PlannedScene[] {
  if (!(scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE)) {
    throw new CrosswalkError(
      "SAMPLE_SCALE",
      `Expected a scale from ${SMALLEST_SCALE} to ${LARGEST_SCALE}, but got ${scale}.`,
    );
  }
  const plan: PlannedScene[] = [...MATCHED, ...DUPLICATES, ...ORPHANS, ...CANDIDATES].map((scene) => ({
    scene,
    count: Math.max(scene.atLeast, Math.floor(scene.share * scale)),
  }));
  const missing = (key: keyof typeof PUBLISHED) => Math.round(PUBLISHED[key] * scale) - tallyOf(plan)[key];
  const add = (scene: Scene, count: number) => void plan.push({ scene, count });

  add(pairWithEcfOrphanApplication, missing("ecfOrphanApplications"));
  add(npqOrphanWithApplication, Math.ceil(missing("npqOrphanApplications") * 0.6));
  add(pairWithNpqOrphanApplication, missing("npqOrphanApplications"));
  add(ordinaryNpqOrphan, missing("npqOrphans"));
  add(ordinaryDuplicate, missing("duplicates"));
  add(ordinaryExcluded, missing("excluded"));

  const [applicants, applications] = [missing("matched"), missing("matchedApplications")];
  const three = Math.floor(applicants * 0.05);
  const two = applications - applicants - 2 * three;
  add(ordinaryApplicant(3), three);
  add(ordinaryApplicant(2), two);
  add(ordinaryApplicant(1), applicants - two - three);

  const overdrawn = plan.find(({ count }) => count < 0);
  if (overdrawn) throw new Error(`The sample's fixtures leave no room for "${overdrawn.scene.name}" at scale ${scale}`);
  return plan;
}

export function tallyOf(plan: readonly PlannedScene[]): Tally {
  const sum = (key: keyof Tally) => plan.reduce((total, { scene, count }) => total + count * (scene.adds[key] ?? 0), 0);
  return { ...NO_TALLY, ...Object.fromEntries(TALLY_KEYS.map((key) => [key, sum(key)])) };
}
