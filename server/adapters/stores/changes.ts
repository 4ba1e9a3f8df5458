import type pg from "pg";
import type { ChangeStore, IntendedChange, RejectionRow } from "../../core/stores.js";
import { inTransaction } from "../database/transaction.js";
import { keepMilestone } from "./parts.js";

/** The changes of migrations in our own database. */
export function createChangeStore(pool: pg.Pool): ChangeStore {
  return {
    async intended(migrationId, entity, after, limit) {
      const { rows } = await pool.query<IntendedChange>(
        `select number, record_id as "recordId", field, before, after from changes
         where migration_id = $1 and entity = $2 and number > $3 and state = 'INTENDED' order by number limit $4`,
        [migrationId, entity, after, limit],
      );
      return rows;
    },

    abandon: (migrationId, milestone) =>
      inTransaction(pool, async (client) => {
        await client.query("update changes set state = 'NOT_APPLIED' where migration_id = $1 and state = 'INTENDED'", [
          migrationId,
        ]);
        await markSettled(client, migrationId);
        await keepMilestone(client, milestone);
      }),

    async confirm(migrationId, entity, states, rejections, milestone) {
      const updated = [...states.values()].filter((state) => state === "APPLIED").length;
      await inTransaction(pool, async (client) => {
        await client.query(
          `update changes c set state = s.state
           from unnest($2::int[], $3::change_state[]) as s (number, state)
           where c.migration_id = $1 and c.number = s.number`,
          [migrationId, [...states.keys()], [...states.values()]],
        );
        await client.query("update entity_effects set updated = updated + $3 where migration_id = $1 and entity = $2", [
          migrationId,
          entity,
          updated,
        ]);
        if (rejections.length > 0) await addRejections(client, migrationId, rejections);
        await keepMilestone(client, milestone);
      });
    },

    async unsettled(pipeline) {
      const { rows } = await pool.query<{ id: number }>(
        `select id from migrations
         where pipeline = $1 and unsettled and status not in ('QUEUED', 'RUNNING', 'CANCELLING') order by id`,
        [pipeline],
      );
      return rows.map((row) => row.id);
    },

    markSettled: (migrationId, milestone) =>
      inTransaction(pool, async (client) => {
        await markSettled(client, migrationId);
        await keepMilestone(client, milestone);
      }),
  };
}

async function markSettled(client: pg.ClientBase, migrationId: number): Promise<void> {
  await client.query("update migrations set unsettled = false where id = $1", [migrationId]);
}

async function addRejections(
  client: pg.ClientBase,
  migrationId: number,
  rejections: readonly RejectionRow[],
): Promise<void> {
  await client.query(
    `insert into rejections (migration_id, number, model, side, source, record_id, reason, message, row)
     select $1, coalesce((select max(number) from rejections where migration_id = $1), 0) + r.position,
            r.model, r.side::side, r.source, r.record_id, r.reason, r.message, r.row::jsonb
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
          with ordinality as r (model, side, source, record_id, reason, message, row, position)`,
    [
      migrationId,
      rejections.map((rejection) => rejection.model),
      rejections.map((rejection) => rejection.side),
      rejections.map((rejection) => rejection.source),
      rejections.map((rejection) => rejection.recordId),
      rejections.map((rejection) => rejection.reason),
      rejections.map((rejection) => rejection.message),
      rejections.map((rejection) => JSON.stringify(rejection.row)),
    ],
  );
  for (const model of new Set(rejections.map((rejection) => rejection.model)))
    await client.query("update model_results set rejected = rejected + $3 where migration_id = $1 and model = $2", [
      migrationId,
      model,
      rejections.filter((rejection) => rejection.model === model).length,
    ]);
}
