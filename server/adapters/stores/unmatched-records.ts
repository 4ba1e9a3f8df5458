import type { Queryable } from "./query.js";

/**
 * Deletes the records that an ended migration read and never matched: without their model's result nobody can see them,
 * and no retention would find them. Its parts, which know the results' ids, must still be there.
 */
export async function deleteUnmatchedRecords(pool: Queryable, migrationId: number): Promise<void> {
  for (const table of ["record_blocks", "search_buckets", "match_notes"])
    await pool.query(
      `delete from ${table} where result_id in (
         select r.value::int from parts p cross join lateral jsonb_each_text(p.task->'results') r
          where p.migration_id = $1 and p.kind = 'READ'
         except select id from model_results where migration_id = $1)`,
      [migrationId],
    );
}
