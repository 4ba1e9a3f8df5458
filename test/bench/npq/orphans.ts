import type { ApiClient } from "../../../scripts/client/client.js";
import {
  OrphansDocument,
  type OrphansQuery,
  type OrphansQueryVariables,
} from "../../../scripts/client/graphql/graphql.js";

export type OrphansPage = OrphansQuery["orphans"];

/** A page of orphans, with all that the command line asks for: records, candidates, and why these are. */
export async function readOrphans(client: ApiClient, variables: OrphansQueryVariables): Promise<OrphansPage> {
  return (await client.request(OrphansDocument, variables)).orphans;
}

/** Where the next page begins; null behind the last one. */
export function afterPage({ pageInfo }: OrphansPage): string | null {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
}
