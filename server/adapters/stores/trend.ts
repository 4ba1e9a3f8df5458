import type { Period, StoredMigration, StoredResult, StoredTrendPoint } from "../../core/read-ports.js";
import { MIGRATION_COLUMNS, RESULT_COLUMNS } from "./migration-columns.js";
import { type Queryable, textParameter } from "./query.js";

/** The results of a pipeline's last succeeded migrations in a period, oldest first, models in their order. */
export async function readTrend(
  pool: Queryable,
  pipeline: string,
  model: string | null,
  last: number,
  { from, until }: Period,
): Promise<readonly StoredTrendPoint[]> {
  const migrations = await pool.query<StoredMigration>(
    `select ${MIGRATION_COLUMNS} from crosswalk.migrations m
      where m.pipeline = $1 and m.status = 'SUCCEEDED'
        and ($3::timestamptz is null or m.finished_at >= $3) and ($4::timestamptz is null or m.finished_at < $4)
      order by m.id desc limit $2`,
    [textParameter(pipeline), last, from, until],
  );
  const byId = new Map(migrations.rows.map((migration) => [migration.id, migration]));
  const results = await pool.query<StoredResult>(
    `select ${RESULT_COLUMNS} from crosswalk.model_results r join crosswalk.migrations m on m.id = r.migration_id
      where r.migration_id = any($1::int[]) and ($2::text is null or r.model = $2)
      order by r.migration_id, r.position`,
    [[...byId.keys()], textParameter(model)],
  );
  return results.rows.map((result) => ({ migration: byId.get(result.migrationId) as StoredMigration, result }));
}
