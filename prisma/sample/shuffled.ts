import { createRandom } from "./random.js";

/** Something to make, and how often. */
export interface Planned<Scene> {
  readonly scene: Scene;
  readonly count: number;
}

/** All that is planned, in an order of chance. Draws from an urn, so that a shuffle of any length needs no list. */
export function* shuffled<Scene>(plan: readonly Planned<Scene>[], seed: number): Generator<Scene> {
  // A stream of its own: what a scene draws must not change which scene is next.
  const random = createRandom(seed + 0x5eed);
  const urn = plan.map(({ scene, count }) => ({ scene, left: count })).sort((one, other) => other.left - one.left);
  let left = urn.reduce((total, each) => total + each.left, 0);
  while (left > 0) {
    let drawn = random.below(left--);
    for (const each of urn) {
      drawn -= each.left;
      if (drawn >= 0) continue;
      each.left--;
      yield each.scene;
      break;
    }
  }
}
