import type pg from "pg";
import { inTransaction } from "../../server/adapters/database/transaction.js";
import { appendEvent } from "../../server/adapters/stores/progress.js";
import { NO_COUNTS, type Progress } from "../../server/core/progress.js";
import type { MigrationStatus } from "../../server/core/status.js";

/** A migration of which the test tells by itself, as a worker does. */
export interface ToldMigration {
  readonly id: number;
  /** the cursors of its events so far, in their order */
  readonly cursors: readonly string[];
  /** One more event, or several, each in a transaction of its own; `done` counts them from 1. */
  tell(events?: number): Promise<void>;
  end(status?: MigrationStatus): Promise<void>;
}

export async function createToldMigration(pool: pg.Pool, pipeline: string): Promise<ToldMigration> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, started_at)
     values ($1, 'RUNNING', '{}', 'API', 'rules', now()) returning id`,
    [pipeline],
  );
  const id = rows[0]?.id as number;
  const cursors: string[] = [];
  const append = (status: MigrationStatus) =>
    inTransaction(pool, async (client) => {
      await client.query("set local search_path to crosswalk");
      // each end in a millisecond of its own, or their order would be the ids'
      if (status !== "RUNNING")
        await client.query(
          `update migrations set status = $2::migration_status, finished_at = greatest(
             now(), (select max(finished_at) from migrations) + interval '1 ms') where id = $1`,
          [id, status],
        );
      await appendEvent(client, id, progressOf(cursors.length + 1, status));
      const { rows } = await client.query<{ id: string }>("select max(id) as id from events where migration_id = $1", [
        id,
      ]);
      cursors.push(rows[0]?.id as string);
    });
  return {
    id,
    cursors,
    async tell(events = 1) {
      for (let i = 0; i < events; i++) await append("RUNNING");
    },
    end: (status = "SUCCEEDED") => append(status),
  };
}

function progressOf(done: number, status: MigrationStatus): Progress {
  return { status, stage: "READ", model: null, done, total: null, rate: null, estimatedEnd: null, counts: NO_COUNTS };
}
