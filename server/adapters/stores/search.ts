import type { StoredResult } from "../../core/read-ports.js";
import { bucketsOfSearch, findingsOfSearch } from "../../core/search/search.js";
import type { Queryable } from "./query.js";

/** The findings of each result (by its id) that a search finds, ascending: some short rows by primary key. */
export async function searchFindings(
  pool: Queryable,
  results: readonly StoredResult[],
  text: string,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const wanted = results.flatMap((result) =>
    bucketsOfSearch(text, result.searchBits).map((bucket) => ({ resultId: result.id, bucket })),
  );
  const { rows } = await pool.query<{ resultId: number; bucket: number; postings: Buffer }>(
    `select b.result_id as "resultId", b.bucket, b.postings
       from unnest($1::int[], $2::int[]) as k(result_id, bucket)
       join crosswalk.search_buckets b on b.result_id = k.result_id and b.bucket = k.bucket`,
    [wanted.map((key) => key.resultId), wanted.map((key) => key.bucket)],
  );
  return new Map(
    results.map((result) => {
      const postings = new Map(
        rows.filter((row) => row.resultId === result.id).map((row) => [row.bucket, row.postings] as const),
      );
      return [result.id, findingsOfSearch(text, result.searchBits, postings)];
    }),
  );
}
