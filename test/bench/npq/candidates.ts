import type { ApiClient } from "../../../scripts/client/client.js";
import type { FollowedMigration } from "../../../scripts/client/follow-migration.js";
import type { Counts } from "../measure/counts.js";
import { afterPage, readOrphans } from "./orphans.js";

/** How many orphans have candidates, by model and side, and how many candidates there are, as the API tells. */
export async function countCandidates(client: ApiClient, { id, results }: FollowedMigration): Promise<Counts> {
  const counts = results.flatMap(({ model, orphanedLeftWithCandidates, orphanedRightWithCandidates }) => [
    [`${model} left`, orphanedLeftWithCandidates] as const,
    [`${model} right`, orphanedRightWithCandidates] as const,
  ]);
  let candidates = 0;
  let after: string | null = null;
  do {
    const page = await readOrphans(client, { migrationId: id, hasCandidates: true, first: 100, after, candidates: 1 });
    candidates += page.nodes.reduce((sum, { candidateCount }) => sum + candidateCount, 0);
    after = afterPage(page);
  } while (after !== null);
  return { ...Object.fromEntries(counts), candidates };
}
