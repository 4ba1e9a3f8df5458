import type { Agreement } from "../../core/match/agreement.js";
import type { RecordKey, RecordsReader } from "../../core/read-ports.js";
import { type Cell, sideOf, splitValues } from "../../core/record.js";
import { type Queryable, rowsByOwner } from "./query.js";

/** Reads the records that findings name, and the candidates of orphans. */
export function createRecordsReader(pool: Queryable): RecordsReader {
  return {
    async records(keys) {
      const rows = await readRows(pool, keys);
      return rows.map(
        (row) =>
          row && {
            number: row.number,
            side: sideOf(row.number),
            recordId: row.recordId,
            values: row.values.map(splitValues),
          },
      );
    },
    async candidates(slices) {
      const { rows } = await pool.query<{ owner: number; record: number; agreement: Agreement[] }>(
        `select s.owner::int, c.record, c.agreement
           from unnest($1::int[], $2::int[], $3::int[], $4::int[])
                with ordinality as s(result_id, number, start, count, owner)
          cross join lateral (
                select record, agreement, rank from crosswalk.candidates
                 where result_id = s.result_id and finding = s.number
                 order by rank offset s.start limit s.count) c
          order by s.owner, c.rank`,
        [
          slices.map((slice) => slice.resultId),
          slices.map((slice) => slice.number),
          slices.map((slice) => slice.from),
          slices.map((slice) => slice.count),
        ],
      );
      return rowsByOwner(rows, (row) => row.owner - 1, slices.length).map((owned, i) =>
        owned.map((row, place) => ({
          rank: (slices[i]?.from ?? 0) + place + 1,
          record: row.record,
          agreements: row.agreement,
        })),
      );
    },
  };
}

interface RecordRow {
  readonly number: number;
  readonly recordId: string;
  readonly values: readonly Cell[];
}

/** Rows of records as they are stored, in the order asked; null where there is none. */
export async function readRows(pool: Queryable, keys: readonly RecordKey[]): Promise<readonly (RecordRow | null)[]> {
  const { rows } = await pool.query<RecordRow & { place: number }>(
    `select k.place::int, r.number, r.record_id as "recordId", r.values
       from unnest($1::int[], $2::int[]) with ordinality as k(result_id, number, place)
       join crosswalk.records r on r.result_id = k.result_id and r.number = k.number`,
    [keys.map((key) => key.resultId), keys.map((key) => key.number)],
  );
  const byPlace = new Map(rows.map((row) => [row.place - 1, row]));
  return keys.map((_, place) => byPlace.get(place) ?? null);
}
