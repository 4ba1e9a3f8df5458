import { connect, sampleClient } from "../database.js";
import { backdate } from "./backdate.js";
import { beginNpqNights } from "./npq-nights.js";
import { beginStudentNights } from "./student-nights.js";

/** Clusters of users with a record too many that somebody clears each night, at most. */
const CLEARED = 3;

export interface HistoryPlan {
  /** migrations of each pipeline */
  readonly nights: number;
  readonly mainUrl: string;
  readonly npq: { readonly url: string; readonly schema: string };
  readonly legacy: { readonly url: string; readonly schema: string };
  /** runs a pipeline to its end and gives the migration's id */
  readonly migrate: (pipeline: string) => Promise<number>;
  /** ids of right users that some duplicates of a migration have too many */
  readonly surplusUsers: (migrationId: number, duplicates: number) => Promise<readonly string[]>;
  readonly onNight?: (night: number) => void;
}

/**
 * Makes a history by running migrations over sources that change from night to night; what they find is found, and only
 * their dates are moved back, a day a night.
 */
export async function makeHistory(plan: HistoryPlan): Promise<void> {
  const { nights, migrate, surplusUsers, mainUrl } = plan;
  const clients = [sampleClient(mainUrl), sampleClient(plan.npq.url), sampleClient(plan.legacy.url)] as const;
  const [main, npqClient, legacyClient] = clients;
  try {
    await connect(main, "Crosswalk");
    await connect(npqClient, "NPQ registration");
    await connect(legacyClient, "the legacy system");
    const npq = await beginNpqNights(npqClient, plan.npq.schema, nights);
    const students = beginStudentNights(legacyClient, plan.legacy.schema, nights);
    for (let night = 0; night < nights; night++) {
      await npq.turn(night);
      await students.turn(night);
      const reconciliation = await migrate("npq");
      await npq.remove(await surplusUsers(reconciliation, CLEARED));
      const sync = await migrate("students");
      for (const id of [reconciliation, sync]) await backdate(main, id, nights - 1 - night);
      plan.onNight?.(night);
    }
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
