import { planScenes, tallyOf } from "./plan.js";
import { statusQuota } from "./statuses.js";

/** What a reconciliation of the sample must find in one model. */
export interface ExpectedModel {
  /** Records read, the excluded ones among them. */
  readonly leftRecords: number;
  readonly rightRecords: number;
  /** matched + orphanedLeft + orphanedRight + duplicates */
  readonly total: number;
  readonly matched: number;
  readonly orphanedLeft: number;
  readonly orphanedRight: number;
  readonly duplicates: number;
  /** Clusters of one side only; their records are counted among the orphans. */
  readonly sameSide: number;
  /** ECF records in no outcome, because they never applied. */
  readonly excluded: number;
  /** Matched records whose right side takes another value. */
  readonly changes: number;
  /** Matched records rejected because the left side's status is not one of the three. */
  readonly invalidStatuses: number;
}

export interface ExpectedOutcomes {
  readonly users: ExpectedModel;
  readonly applications: ExpectedModel;
}

/** Exact for every seed: chance decides where things are, never how many. */
export function expectedOutcomes(scale: number): ExpectedOutcomes {
  const tally = tallyOf(planScenes(scale));
  const { changes, invalid } = statusQuota(scale, tally.matchedApplications);
  return {
    users: {
      leftRecords: tally.ecfUsers,
      rightRecords: tally.npqUsers,
      total: tally.matched + tally.npqOrphans + tally.duplicates,
      matched: tally.matched,
      orphanedLeft: 0,
      orphanedRight: tally.npqOrphans,
      duplicates: tally.duplicates,
      sameSide: tally.sameSide,
      excluded: tally.excluded,
      changes: 0,
      invalidStatuses: 0,
    },
    applications: {
      leftRecords: tally.matchedApplications + tally.ecfOrphanApplications,
      rightRecords: tally.matchedApplications + tally.npqOrphanApplications,
      total: tally.matchedApplications + tally.ecfOrphanApplications + tally.npqOrphanApplications,
      matched: tally.matchedApplications,
      orphanedLeft: tally.ecfOrphanApplications,
      orphanedRight: tally.npqOrphanApplications,
      duplicates: 0,
      sameSide: 0,
      excluded: 0,
      changes,
      invalidStatuses: invalid,
    },
  };
}
