import type pg from "pg";
import type { DeliveryStore, News, Recipient } from "../../core/schedule/delivery-store.js";

/** Deliveries in our own database. */
export function createDeliveryStore(pool: pg.Pool): DeliveryStore {
  return {
    async recipientOf(migrationId) {
      const { rows } = await pool.query<Recipient>(
        `select json_build_object('id', s.id, 'name', s.name) as schedule,
                json_build_object('url', webhook_url, 'on', webhook_occasion, 'secret', webhook_secret) as webhook
           from migrations m join schedules s on s.id = m.schedule_id
          where m.id = $1 and m.finished_at is not null and s.webhook_url is not null`,
        [migrationId],
      );
      return rows[0] ?? null;
    },

    async find(migrationId) {
      const { rows } = await pool.query<News>("select id, status, body from deliveries where migration_id = $1", [
        migrationId,
      ]);
      return rows[0] ?? null;
    },

    async prepare(migrationId, { schedule, webhook }, body, now) {
      await pool.query(
        `insert into deliveries (schedule_id, migration_id, url, body, created_at, next_attempt_at)
         values ($1, $2, $3, $4, $5, $5) on conflict (schedule_id, migration_id) do nothing`,
        [schedule.id, migrationId, webhook.url, body, now],
      );
    },

    async begin(id, url, now) {
      const { rows } = await pool.query<{ attempts: number }>(
        `update deliveries set attempts = attempts + 1, url = $2, last_attempt_at = $3, next_attempt_at = null
          where id = $1 returning attempts`,
        [id, url, now],
      );
      return rows[0]?.attempts ?? 0;
    },

    async end(id, { responseStatus, problem }, next) {
      await pool.query(
        `update deliveries set status = $2::delivery_status, response_status = $3, error = $4, next_attempt_at = $5
          where id = $1`,
        [id, problem === null ? "DELIVERED" : next ? "PENDING" : "FAILED", responseStatus, problem, next],
      );
    },

    async giveUp(migrationId, problem) {
      await pool.query(
        `update deliveries set status = 'FAILED', error = $2, next_attempt_at = null
          where migration_id = $1 and status = 'PENDING'`,
        [migrationId, problem],
      );
    },
  };
}
