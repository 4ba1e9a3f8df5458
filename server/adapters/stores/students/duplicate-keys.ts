import type pg from "pg";
import type { Queryable } from "../query.js";

/** Keys that a part has met in several rows; meeting them again after a loss changes nothing. */
export async function keepDuplicateKeys(client: pg.ClientBase, partId: number, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await client.query(
    `insert into crosswalk.duplicate_keys (part_id, key) select $1, unnest($2::bigint[])
     on conflict (part_id, key) do nothing`,
    [partId, keys],
  );
}

export async function readDuplicateKeys(pool: Queryable, partId: number): Promise<readonly number[]> {
  const { rows } = await pool.query<{ key: number }>(
    "select key::float8 as key from crosswalk.duplicate_keys where part_id = $1 order by duplicate_keys.key",
    [partId],
  );
  return rows.map(({ key }) => key);
}

export async function forgetDuplicateKeys(client: pg.ClientBase, partId: number): Promise<void> {
  await client.query("delete from crosswalk.duplicate_keys where part_id = $1", [partId]);
}
