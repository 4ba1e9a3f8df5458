import type pg from "pg";

/** Moves a migration with all that it tells of times so many days back, as if it had run on its night. */
export async function backdate(client: Pick<pg.ClientBase, "query">, migrationId: number, days: number): Promise<void> {
  const back = `interval '${days} days'`;
  await client.query(
    `update crosswalk.migrations set queued_at = queued_at - ${back}, started_at = started_at - ${back},
       finished_at = finished_at - ${back} where id = $1`,
    [migrationId],
  );
  await client.query(
    `update crosswalk.stages set started_at = started_at - ${back}, finished_at = finished_at - ${back}
      where migration_id = $1`,
    [migrationId],
  );
  await client.query(`update crosswalk.events set at = at - ${back} where migration_id = $1`, [migrationId]);
}
