import type { Search, StoredResult } from "../../core/read-ports.js";
import { type Side, sideOf } from "../../core/record.js";
import { bucketsOfSearch, findingsOfSearch, findTerms, type ReadBucket } from "../../core/search/search.js";
import type { Queryable } from "./query.js";

/** The findings of each result (by its id) that a search finds, ascending: some short rows by primary key. */
export async function searchFindings(
  pool: Queryable,
  results: readonly StoredResult[],
  { text, seesPersonal }: Search,
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await pool.query<ReadBucket & { resultId: number }>(
    `select result_id as "resultId", bucket, postings from crosswalk.search_buckets
      where result_id = any ($1::int[]) and bucket = any ($2::int[])`,
    [results.map(({ id }) => id), bucketsOfSearch(text, seesPersonal)],
  );
  const found = results.map(({ id }) => ({
    resultId: id,
    terms: findTerms(
      text,
      rows.filter((row) => row.resultId === id),
      seesPersonal,
    ),
  }));
  const shown = await findingsThatShow(
    pool,
    found.flatMap(({ resultId, terms }) =>
      [...new Set(terms.flatMap(({ records }) => records))].map((record) => ({ resultId, record })),
    ),
  );
  return new Map(
    found.map(({ resultId, terms }) => [
      resultId,
      findingsOfSearch(text, terms, (record) => shown.get(`${resultId} ${record}`) ?? []),
    ]),
  );
}

interface RecordKey {
  readonly resultId: number;
  readonly record: number;
}

/** The findings that show a record, by the ids of result and record: none where it is excluded, at most two. */
async function findingsThatShow(
  pool: Queryable,
  records: readonly RecordKey[],
): Promise<ReadonlyMap<string, readonly number[]>> {
  if (records.length === 0) return new Map();
  const { rows } = await pool.query<RecordKey & { findings: readonly (number | null)[] }>(
    `select k.result_id as "resultId", k.record, array[b.findings[k.at - b.first + 1], b.same_side[k.at - b.first + 1]] as findings
       from unnest($1::int[], $2::int[], $3::crosswalk.side[], $4::int[]) as k(result_id, record, side, at)
      cross join lateral (
            select first, findings, same_side from crosswalk.record_findings
             where result_id = k.result_id and side = k.side and first <= k.at order by first desc limit 1) b`,
    [
      records.map(({ resultId }) => resultId),
      records.map(({ record }) => record),
      records.map(({ record }): Side => sideOf(record)),
      records.map(({ record }) => Math.abs(record)),
    ],
  );
  return new Map(
    rows.map(({ resultId, record, findings }) => [
      `${resultId} ${record}`,
      findings.filter((finding): finding is number => finding !== null && finding > 0),
    ]),
  );
}
