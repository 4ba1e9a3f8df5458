import type pg from "pg";
import type { Progress, StageProgress } from "../../core/progress.js";
import { isActive } from "../../core/status.js";

/** The channel on which events are told: a migration's id, and `end` behind it when it has ended. */
export const EVENT_CHANNEL = "crosswalk_events";

/** Stores an event in a transaction; it is told when that is committed. */
export async function appendEvent(client: pg.ClientBase, migrationId: number, progress: Progress): Promise<void> {
  // One event of a migration at a time: else a later cursor could be seen before an earlier one, which is then missed.
  await client.query("select from migrations where id = $1 for no key update", [migrationId]);
  await client.query("insert into events (migration_id, progress) values ($1, $2)", [
    migrationId,
    JSON.stringify(progress),
  ]);
  await client.query("select pg_notify($1, $2)", [
    EVENT_CHANNEL,
    isActive(progress.status) ? `${migrationId}` : `${migrationId} end`,
  ]);
}

/** Keeps the stages that have begun, with their times. */
export async function saveStages(
  client: pg.ClientBase,
  migrationId: number,
  stages: readonly StageProgress[],
): Promise<void> {
  const begun = stages.filter(({ startedAt }) => startedAt !== null);
  if (begun.length === 0) return;
  await client.query(
    `insert into stages (migration_id, position, name, model, done, total, started_at, finished_at)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::timestamptz[],
                              $8::timestamptz[])
     on conflict (migration_id, position) do update set done = excluded.done, total = excluded.total,
       started_at = excluded.started_at, finished_at = excluded.finished_at
     where (stages.done, stages.total, stages.finished_at)
       is distinct from (excluded.done, excluded.total, excluded.finished_at)`,
    [
      migrationId,
      begun.map((stage) => stage.position),
      begun.map((stage) => stage.name),
      begun.map((stage) => stage.model),
      begun.map((stage) => stage.done),
      begun.map((stage) => stage.total),
      begun.map((stage) => stage.startedAt),
      begun.map((stage) => stage.finishedAt),
    ],
  );
}
