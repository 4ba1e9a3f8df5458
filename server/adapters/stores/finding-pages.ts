import { pageOfFindings, withinRanges } from "../../core/match/finding-page.js";
import { rangesOf } from "../../core/match/ranges.js";
import type { NumberedKey } from "../../core/page.js";
import type { FindingReader, StoredFinding, StoredResult } from "../../core/read-ports.js";
import { readMembers } from "./finding-slices.js";
import type { Queryable } from "./query.js";
import { searchFindings } from "./search.js";

/** Reads findings: which ones a page shows is known from the counts, so they are fetched by primary key. */
export function createFindingReader(pool: Queryable): FindingReader {
  return {
    async page(results, filter, search, request) {
      const hits = search === null ? null : await searchFindings(pool, results, search);
      const listed = results.map((result) => {
        const ranges = rangesOf(result, filter);
        return {
          position: result.position,
          ranges: hits ? withinRanges(hits.get(result.id) ?? [], ranges) : ranges,
        };
      });
      const { keys, total, hasNext, hasPrevious } = pageOfFindings(listed, request);
      const items = await fetchFindings(pool, results, keys);
      return { items, hasNext, hasPrevious, total: async () => total };
    },
    byNumbers: (result, numbers) => findingsOf(pool, result, numbers),
    async largest(result, count) {
      const [range] = rangesOf(result, { outcomes: ["DUPLICATE"] });
      if (!range) return [];
      const { rows } = await pool.query<{ number: number }>(
        `select number from crosswalk.findings where result_id = $1 and number between $2 and $3
          order by cardinality(members) desc, number limit $4`,
        [result.id, range.first, range.last, count],
      );
      return findingsOf(
        pool,
        result,
        rows.map(({ number }) => number),
      );
    },
    members: (slices) => readMembers(pool, slices),
  };
}

async function findingsOf(pool: Queryable, result: StoredResult, numbers: readonly number[]) {
  const keys = numbers.map((number) => ({ position: result.position, number }));
  return (await fetchFindings(pool, [result], keys)).map(({ item }) => item);
}

async function fetchFindings(pool: Queryable, results: readonly StoredResult[], keys: readonly NumberedKey[]) {
  if (keys.length === 0) return [];
  const byPosition = new Map(results.map((result) => [result.position, result]));
  const { rows } = await pool.query<Omit<StoredFinding, "result"> & { place: number }>(
    `select k.place::int, f.number, f.outcome, f.members[1:2] as "firstMembers",
            cardinality(f.links) / 3 as "linkCount", f.candidates as "candidateCount",
            l.count as "leftCount", cardinality(f.members) - l.count as "rightCount"
       from unnest($1::int[], $2::int[]) with ordinality as k(result_id, number, place)
       join crosswalk.findings f on f.result_id = k.result_id and f.number = k.number
      cross join lateral (select count(*)::int from unnest(f.members) as m where m > 0) l
      order by k.place`,
    [keys.map((key) => byPosition.get(key.position)?.id), keys.map((key) => key.number)],
  );
  return rows.map(({ place, ...finding }) => {
    const key = keys[place - 1] as NumberedKey;
    return { key, item: { ...finding, result: byPosition.get(key.position) as StoredResult } };
  });
}
