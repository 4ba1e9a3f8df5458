import type pg from "pg";
import type { RetentionSetting } from "../../core/access/accounts.js";
import { inTransaction } from "../database/transaction.js";
import { deleteUnmatchedRecords } from "./unmatched-records.js";

const BY_RESULT = [
  "record_blocks",
  "record_findings",
  "findings",
  "candidates",
  "search_buckets",
  "match_notes",
  "shared_values",
  "record_outcomes",
  "bridges",
];
const BY_MIGRATION = ["rejections", "changes", "reports"];

/** Clears away what the ended migrations of a pipeline need no more: their parts, and details beyond the retention setting. */
export async function tidyUp(
  pool: pg.Pool,
  pipeline: string,
  retention: Pick<RetentionSetting, "read">,
): Promise<void> {
  await deleteParts(pool, pipeline);
  await deleteOldDetails(pool, pipeline, (await retention.read()).migrations);
}

/** Of each ended one, since whoever ended an earlier one may have died before it came to this. */
async function deleteParts(pool: pg.Pool, pipeline: string): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from migrations m where pipeline = $1 and finished_at is not null
       and exists (select from parts where migration_id = m.id) order by id`,
    [pipeline],
  );
  for (const { id } of rows) {
    await deletePartialResults(pool, id);
    await deleteUnmatchedRecords(pool, id);
    await pool.query("delete from parts where migration_id = $1", [id]);
  }
}

/**
 * Of a migration that ended before all its models were matched nothing is kept: what it found of some of them tells
 * nobody anything. No change was applied, since that begins behind all of it.
 */
async function deletePartialResults(pool: pg.Pool, id: number): Promise<void> {
  await inTransaction(pool, async (client) => {
    const unmatched = await client.query(
      "select from parts where migration_id = $1 and kind = 'MATCH' and status <> 'DONE'",
      [id],
    );
    if (unmatched.rowCount === 0) return;
    for (const table of BY_RESULT)
      await client.query(
        `delete from ${table} where result_id in (select id from model_results where migration_id = $1)`,
        [id],
      );
    for (const table of ["rejections", "changes", "entity_effects", "model_results"])
      await client.query(`delete from ${table} where migration_id = $1`, [id]);
    await client.query("update migrations set unsettled = false where id = $1 and unsettled", [id]);
  });
}

/**
 * Deletes the details of a pipeline's migrations that are older than its newest `keep` succeeded ones; counts and times
 * stay. Failed ones don't count: a month of failing nights must not take the details of the last good night.
 * A migration with changes in doubt keeps its details until the next one has settled them.
 */
async function deleteOldDetails(pool: pg.Pool, pipeline: string, keep: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `select id from migrations
     where pipeline = $1 and details_deleted_at is null and not unsettled and finished_at is not null
       and id < (select id from migrations where pipeline = $1 and status = 'SUCCEEDED' order by id desc
                 offset $2 limit 1)
     order by id`,
    [pipeline, keep - 1],
  );
  for (const { id } of rows)
    await inTransaction(pool, async (client) => {
      // Counted as long as they are there; from here on these counts are what is known of them.
      await client.query(
        `insert into rejection_counts select migration_id, reason, count(*) from rejections
          where migration_id = $1 group by migration_id, reason on conflict do nothing`,
        [id],
      );
      for (const table of BY_RESULT)
        await client.query(
          `delete from ${table} where result_id in (select id from model_results where migration_id = $1)`,
          [id],
        );
      for (const table of BY_MIGRATION) await client.query(`delete from ${table} where migration_id = $1`, [id]);
      await client.query("update migrations set details_deleted_at = now() where id = $1", [id]);
    });
}
