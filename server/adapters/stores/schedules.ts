import type pg from "pg";
import { COMMAND_LINE } from "../../core/access/audit.js";
import type { Schedule } from "../../core/schedule/schedule.js";
import type { DecidedRun, Deciding, ScheduleChanges, ScheduleStore } from "../../core/schedule/schedule-store.js";
import { ACTIVE } from "../../core/status.js";
import { inTransaction } from "../database/transaction.js";
import { appendAudit } from "./access/audit.js";
import type { Queryable } from "./query.js";
import { SCHEDULE_COLUMNS } from "./schedule-columns.js";

/** The channel on which changes of schedules are told: a schedule's id. */
export const SCHEDULE_CHANNEL = "crosswalk_schedules";

/** A server that froze while it decided must not keep the others from deciding for longer. */
const DECIDES_WITHIN_MS = 30_000;

const NAME_TAKEN = "23505";

/** Schedules in our own database. */
export function createScheduleStore(pool: pg.Pool, decidesWithinMs = DECIDES_WITHIN_MS): ScheduleStore {
  return {
    async count() {
      const { rows } = await pool.query<{ count: number }>("select count(*)::int from schedules");
      return rows[0]?.count ?? 0;
    },

    find: (id) => findSchedule(pool, id),

    create: (schedule, createdBy, now) =>
      unlessTaken(null, () =>
        inTransaction(pool, async (client) => {
          const { name, pipeline, options, cron, timeZone, enabled, overlap, missed, webhook } = schedule;
          const { rows } = await client.query<{ id: number }>(
            `insert into schedules (name, pipeline, options, cron, time_zone, enabled, overlap, missed,
               webhook_url, webhook_occasion, webhook_secret, created_by, created_at, updated_at, decided_until)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $13) returning id`,
            [
              ...[name, pipeline, JSON.stringify(options), cron, timeZone, enabled, overlap, missed],
              ...[webhook?.url, webhook?.on, webhook?.secret, createdBy, now],
            ],
          );
          const { id } = rows[0] as { id: number };
          await tellChange(client, id);
          const actor = createdBy ?? COMMAND_LINE;
          await appendAudit(client, { actor, action: "SCHEDULE_CREATED", details: { schedule: id, name, pipeline } });
          return id;
        }),
      ),

    update: (id, changes, now, by) =>
      unlessTaken("NAME_TAKEN", () =>
        inTransaction(pool, async (client) => {
          if (!(await updateSchedule(client, id, changes, now))) return "NOT_FOUND";
          await tellChange(client, id);
          const details = { schedule: id, changed: Object.keys(changes) };
          await appendAudit(client, { actor: by, action: "SCHEDULE_CHANGED", details });
          return "UPDATED";
        }),
      ),

    remove: (id, by) =>
      inTransaction(pool, async (client) => {
        const { rows } = await client.query<Schedule>(
          `delete from schedules s where s.id = $1 returning ${SCHEDULE_COLUMNS}`,
          [id],
        );
        await tellChange(client, id);
        const [removed] = rows;
        if (!removed) return null;
        const details = { schedule: id, name: removed.name };
        await appendAudit(client, { actor: by, action: "SCHEDULE_DELETED", details });
        return removed;
      }),

    async enabled() {
      const { rows } = await pool.query<Schedule>(
        `select ${SCHEDULE_COLUMNS} from schedules s where s.enabled order by s.id`,
      );
      return rows;
    },

    decide: (id, now, decide) =>
      inTransaction(pool, async (client) => {
        await client.query(`set local idle_in_transaction_session_timeout = ${decidesWithinMs}`);
        const { rows } = await client.query<Schedule>(
          `select ${SCHEDULE_COLUMNS} from schedules s where s.id = $1 and s.enabled for update`,
          [id],
        );
        const decided = rows[0] ? await decide(rows[0], within(client)) : [];
        if (decided.length > 0) await keep(client, id, decided, now);
        return decided;
      }),
  };
}

export async function findSchedule(queryable: Queryable, id: number): Promise<Schedule | null> {
  const { rows } = await queryable.query<Schedule>(
    `select ${SCHEDULE_COLUMNS} from crosswalk.schedules s where s.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

async function updateSchedule(client: pg.ClientBase, id: number, changes: ScheduleChanges, now: Date) {
  const { name, pipeline, options, cron, timeZone, enabled, overlap, missed, webhook } = changes;
  const { rowCount } = await client.query(
    `update schedules set name = coalesce($3, name), pipeline = coalesce($4, pipeline),
       options = coalesce($5::jsonb, options), cron = coalesce($6, cron), time_zone = coalesce($7, time_zone),
       enabled = coalesce($8, enabled), overlap = coalesce($9::overlap, overlap), missed = coalesce($10::missed, missed),
       webhook_url = case when $11 then $12 else webhook_url end,
       webhook_occasion = case when $11 then $13::webhook_occasion else webhook_occasion end,
       webhook_secret = case when $11 and $12::text is null then null else coalesce($14, webhook_secret) end,
       decided_until = case
         when (coalesce($6, cron), coalesce($7, time_zone), coalesce($8, enabled)) <> (cron, time_zone, enabled)
         then greatest(decided_until, $2) else decided_until end,
       updated_at = $2
     where id = $1`,
    [
      ...[id, now, name, pipeline, options && JSON.stringify(options), cron, timeZone, enabled, overlap, missed],
      ...[webhook !== undefined, webhook?.url, webhook?.on, webhook?.secret],
    ],
  );
  return rowCount === 1;
}

function within(client: pg.ClientBase): Deciding {
  return {
    async startedBy(idempotencyKey) {
      const { rows } = await client.query<{ id: number }>(
        "select id from migrations where idempotency_key = $1 and trigger = 'SCHEDULE'",
        [idempotencyKey],
      );
      return rows[0]?.id ?? null;
    },
    async waitsFor(migrationId) {
      const { rows } = await client.query<{ id: number }>(
        `select a.id from migrations m join migrations a on a.pipeline = m.pipeline
          where m.id = $1 and m.waiting and not a.waiting and a.status = any ($2::migration_status[])`,
        [migrationId, ACTIVE],
      );
      return rows[0]?.id ?? null;
    },
  };
}

async function keep(client: pg.ClientBase, scheduleId: number, decided: readonly DecidedRun[], now: Date) {
  await client.query(
    `insert into scheduled_runs (schedule_id, due_at, decided_at, decision, because, migration_id)
     select $1, due_at, $2, decision, because, migration_id
       from unnest($3::timestamptz[], $4::run_decision[], $5::text[], $6::int[])
         with ordinality as t(due_at, decision, because, migration_id, place) order by place
     on conflict (schedule_id, due_at) do nothing`,
    [
      ...[scheduleId, now, decided.map(({ dueAt }) => dueAt), decided.map(({ decision }) => decision)],
      ...[decided.map(({ because }) => because), decided.map(({ migrationId }) => migrationId)],
    ],
  );
  await client.query("update schedules set decided_until = greatest(decided_until, $2) where id = $1", [
    scheduleId,
    decided.at(-1)?.dueAt,
  ]);
}

async function tellChange(client: pg.ClientBase, id: number): Promise<void> {
  await client.query("select pg_notify($1, $2)", [SCHEDULE_CHANNEL, String(id)]);
}

/** The name is the one thing that no two schedules share. */
async function unlessTaken<T, Taken>(taken: Taken, work: () => Promise<T>): Promise<T | Taken> {
  try {
    return await work();
  } catch (error) {
    if ((error as { code?: unknown }).code === NAME_TAKEN) return taken;
    throw error;
  }
}
