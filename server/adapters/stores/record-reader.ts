import { rowOfLine } from "../../core/copy-line.js";
import type { Agreement } from "../../core/match/agreement.js";
import type { RecordKey, RecordsReader } from "../../core/read-ports.js";
import { type Cell, type Side, sideOf, splitValues } from "../../core/record.js";
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

/** Rows of records as they were read, in the order asked; null where there is none. */
export async function readRows(pool: Queryable, keys: readonly RecordKey[]): Promise<readonly (RecordRow | null)[]> {
  const { rows } = await pool.query<{ place: number; line: string }>({
    name: "records",
    text: `select k.place::int, split_part(b.lines, chr(10), k.at - b.first + 1) as line
       from unnest($1::int[], $2::crosswalk.side[], $3::int[]) with ordinality as k(result_id, side, at, place)
      cross join lateral (
            select first, lines from crosswalk.record_blocks
             where result_id = k.result_id and side = k.side and first <= k.at order by first desc limit 1) b`,
    values: [
      keys.map((key) => key.resultId),
      keys.map((key): Side => sideOf(key.number)),
      keys.map((key) => Math.abs(key.number)),
    ],
  });
  const found: (RecordRow | null)[] = keys.map(() => null);
  // Behind the last record of the last block there is an empty line, and no line of a record is empty.
  for (const { place, line } of rows)
    if (line !== "") {
      const [id, ...values] = rowOfLine(line);
      found[place - 1] = { number: (keys[place - 1] as RecordKey).number, recordId: id ?? "", values };
    }
  return found;
}
