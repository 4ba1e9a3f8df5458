import type { NumberedKey } from "../../core/page.js";
import type { SharedValueReader, StoredSharedValue } from "../../core/shared-value-port.js";
import { pageOfRows } from "./keyset.js";
import type { Queryable } from "./query.js";

/** Reads the key values that did not match because too many records share them. */
export function createSharedValueReader(pool: Queryable): SharedValueReader {
  return {
    async page(resultIds, { first, after }) {
      const { rows } = await pool.query<StoredSharedValue & NumberedKey>(
        `select r.position, s.number, r.model, s.key, s.value,
                s.left_records as "leftRecords", s.right_records as "rightRecords"
           from crosswalk.model_results r join crosswalk.shared_values s on s.result_id = r.id
          where r.id = any($1::int[]) and ($2::int is null or (r.position, s.number) > ($2::int, $3::int))
          order by r.position, s.number limit $4`,
        [resultIds, after?.position ?? null, after?.number ?? null, first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        ({ position, number }) => ({ position, number }),
        (value): StoredSharedValue => value,
        async () => {
          const counted = await pool.query<{ count: number }>(
            "select count(*)::int from crosswalk.shared_values where result_id = any($1::int[])",
            [resultIds],
          );
          return counted.rows[0]?.count ?? 0;
        },
      );
    },
    async areShared(values) {
      const { rows } = await pool.query<{ place: number }>(
        `select k.place::int
           from unnest($1::int[], $2::text[], $3::text[]) with ordinality as k(result_id, key, value, place)
           join crosswalk.shared_values s on s.result_id = k.result_id and s.key = k.key and s.value = k.value`,
        [values.map((v) => v.resultId), values.map((v) => v.key), values.map((v) => v.value)],
      );
      const shared = new Set(rows.map((row) => row.place - 1));
      return values.map((_, i) => shared.has(i));
    },
    async counts(resultIds) {
      const { rows } = await pool.query<{ resultId: number; count: number }>(
        `select result_id as "resultId", count(*)::int from crosswalk.shared_values
          where result_id = any($1::int[]) group by result_id`,
        [resultIds],
      );
      const counts = new Map(rows.map((row) => [row.resultId, row.count]));
      return resultIds.map((id) => counts.get(id) ?? 0);
    },
  };
}
