import type { World } from "../world.js";

/** What a part of the sample adds to the outcomes. */
export interface Tally {
  readonly ecfUsers: number;
  readonly npqUsers: number;
  readonly matched: number;
  readonly duplicates: number;
  readonly npqOrphans: number;
  /** Clusters of NPQ records only; their records are counted in `npqOrphans` as well. */
  readonly sameSide: number;
  readonly excluded: number;
  readonly matchedApplications: number;
  readonly ecfOrphanApplications: number;
  readonly npqOrphanApplications: number;
}

/** A few records made together because they mean something together: a cluster, or an orphan and its candidate. */
export interface Scene {
  readonly name: string;
  /** What one such scene adds; a test compares the sums with an independent count of the rows. */
  readonly adds: Partial<Tally>;
  readonly build: (world: World) => void;
}

/** A scene that every sample has: `share` times at scale 1, and never fewer than `atLeast`. */
export interface Fixture extends Scene {
  readonly share: number;
  readonly atLeast: number;
}

export const NO_TALLY: Tally = {
  ecfUsers: 0,
  npqUsers: 0,
  matched: 0,
  duplicates: 0,
  npqOrphans: 0,
  sameSide: 0,
  excluded: 0,
  matchedApplications: 0,
  ecfOrphanApplications: 0,
  npqOrphanApplications: 0,
};

export const TALLY_KEYS = Object.keys(NO_TALLY) as readonly (keyof Tally)[];
