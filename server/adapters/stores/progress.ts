import type pg from "pg";
import type { Progress } from "../../core/progress.js";
import { isActive } from "../../core/status.js";
import type { ProgressStore } from "../../core/stores.js";
import { inTransaction } from "../database/transaction.js";

/** The channel on which events are told: a migration's id, and `end` behind it when it has ended. */
export const EVENT_CHANNEL = "crosswalk_events";

/** Progress events and stage times in our own database. */
export function createProgressStore(pool: pg.Pool): ProgressStore {
  return {
    append: (migrationId, progress) => inTransaction(pool, (client) => appendEvent(client, migrationId, progress)),

    async saveStage(migrationId, stage) {
      await pool.query(
        `insert into stages (migration_id, position, name, model, done, total, started_at, finished_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (migration_id, position) do update set done = $5, total = $6, finished_at = $8`,
        [
          migrationId,
          stage.position,
          stage.name,
          stage.model,
          stage.done,
          stage.total,
          stage.startedAt,
          stage.finishedAt,
        ],
      );
    },
  };
}

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
