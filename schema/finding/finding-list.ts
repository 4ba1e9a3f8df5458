import type { FindingFilter } from "../../server/core/match/ranges.js";
import type { StoredFinding, StoredResult } from "../../server/core/read-ports.js";
import { type Connection, toConnection } from "../connection/connection.type.js";
import { encodeCursor } from "../connection/cursor.js";
import { pageRequest } from "../connection/page.input.js";
import type { ApiContext } from "../context.js";
import { apiError } from "../errors.js";
import { declarationOf } from "../pipeline/declaration.js";
import { detailedResults } from "./details.js";
import type { FindingArgs } from "./finding.input.js";

/** Said by the description of each of these lists. */
export const NONE_OF_AN_UPSERT = "Of an upsert it is empty: what an upsert did to each record is in its `changes`.";

const LONGEST_SEARCH = 200;

/** A page of a migration's findings: the one list behind matches, orphans and duplicates. */
export async function listFindings<Node>(
  context: ApiContext,
  args: FindingArgs,
  filter: FindingFilter,
  nodeOf: (finding: StoredFinding, id: string) => Node,
): Promise<Connection<Node>> {
  const request = pageRequest(args, "finding");
  const results = await detailedResults(context, args.migrationId, args.model);
  // The counts of an upsert are no ranges of findings: it keeps none.
  const kept = results.filter(({ findingsKept }) => findingsKept);
  const text = searchText(args.search);
  const seesPersonal = context.personal.isShown;
  if (text !== null && !seesPersonal) requireSearchForAll(context, kept);
  const search = text === null ? null : { text, seesPersonal };
  const page = await context.readers.findings.page(kept, filter, search, request);
  return toConnection(
    page,
    (key) => encodeCursor("finding", key.position, key.number),
    (finding) => nodeOf(finding, findingId(finding)),
  );
}

/** Of older migrations, terms about people are not kept apart: who may not see these could find by them. */
function requireSearchForAll(context: ApiContext, results: readonly StoredResult[]): void {
  for (const result of results) {
    const { model } = declarationOf(context, result);
    const isFoundByAll = (name: string): boolean => {
      const column = model?.columns.find((declared) => declared.name === name);
      const mayTell = column === undefined || (column.personal === true && column.search !== undefined);
      return mayTell && !result.apartColumns.includes(name);
    };
    if (result.columns.some(isFoundByAll))
      throw apiError(
        "FORBIDDEN",
        "This migration can only be searched by those who may see values about people: it was made before these were kept apart.",
      );
  }
}

/** A finding's id: the same as long as its migration's details are kept. */
export function findingId({ result, number }: StoredFinding): string {
  return Buffer.from(`${result.id}.${number}`).toString("base64url");
}

/** What to search for; a blank text searches for nothing in particular. */
export function searchText(search: string | null | undefined): string | null {
  if (search === null || search === undefined || search.trim() === "") return null;
  if (search.length > LONGEST_SEARCH)
    throw apiError("SEARCH_TOO_LONG", `search has at most ${LONGEST_SEARCH} characters; ${search.length} came.`);
  return search;
}
