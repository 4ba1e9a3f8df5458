import type { Slice } from "../../core/read-ports.js";
import { type Queryable, rowsByOwner } from "./query.js";

/** How a record joined its cluster, by the numbers of both and the position of the match key. */
export interface StoredLink {
  readonly record: number;
  readonly joined: number;
  readonly matchKey: number;
}

/** Numbers of the members of clusters, a slice of each: a cluster may have very many. */
export async function readMembers(pool: Queryable, slices: readonly Slice[]): Promise<readonly (readonly number[])[]> {
  const rows = await readSlices<{ record: number }>(
    pool,
    slices,
    `select s.owner::int, m.record
       from ${SLICES}
       join crosswalk.findings f on f.result_id = s.result_id and f.number = s.number
      cross join lateral unnest(f.members[s.start + 1 : s.start + s.count]) with ordinality as m(record, place)
      order by s.owner, m.place`,
  );
  return rows.map((owned) => owned.map((row) => row.record));
}

/**
 * Links of the chains of clusters, a slice of each. They are stored as triples in one flat array;
 * `offset 0` has it cut once, and not anew for each link.
 */
export function readLinks(pool: Queryable, slices: readonly Slice[]): Promise<readonly (readonly StoredLink[])[]> {
  return readSlices<StoredLink>(
    pool,
    slices,
    `select s.owner::int, l.items[p.place * 3 + 1] as record, l.items[p.place * 3 + 2] as joined,
            l.items[p.place * 3 + 3] as "matchKey"
       from ${SLICES}
       join crosswalk.findings f on f.result_id = s.result_id and f.number = s.number
      cross join lateral (
            select f.links[s.start * 3 + 1 : (s.start + s.count) * 3] as items offset 0) l
      cross join lateral generate_series(0, cardinality(l.items) / 3 - 1) as p(place)
      order by s.owner, p.place`,
  );
}

const SLICES = `unnest($1::int[], $2::int[], $3::int[], $4::int[])
                with ordinality as s(result_id, number, start, count, owner)`;

async function readSlices<Row>(pool: Queryable, slices: readonly Slice[], sql: string) {
  const { rows } = await pool.query<Row & { owner: number }>(sql, [
    slices.map((slice) => slice.resultId),
    slices.map((slice) => slice.number),
    slices.map((slice) => slice.from),
    slices.map((slice) => slice.count),
  ]);
  return rowsByOwner(rows, (row) => row.owner - 1, slices.length);
}
