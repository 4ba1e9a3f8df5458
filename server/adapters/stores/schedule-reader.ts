import type { Page } from "../../core/page.js";
import type {
  Delivery,
  OwnedPageRequest,
  Schedule,
  ScheduledRun,
  ScheduleReader,
} from "../../core/schedule/schedule.js";
import { pageOfRows } from "./keyset.js";
import type { Queryable } from "./query.js";
import { SCHEDULE_COLUMNS } from "./schedule-columns.js";
import { findSchedule } from "./schedules.js";

const RUNS = {
  table: "crosswalk.scheduled_runs",
  columns: `t.due_at as "dueAt", t.decided_at as "decidedAt", t.decision, t.because, t.migration_id as "migrationId"`,
};

const DELIVERIES = {
  table: "crosswalk.deliveries",
  columns: `t.migration_id as "migrationId", t.url, t.status, t.attempts, t.response_status as "responseStatus", t.error,
    t.created_at as "createdAt", t.last_attempt_at as "lastAttemptAt", t.next_attempt_at as "nextAttemptAt"`,
};

/** Reads schedules, what was decided about their due times, and what became of their news. */
export function createScheduleReader(pool: Queryable): ScheduleReader {
  return {
    async all() {
      const { rows } = await pool.query<Schedule>(
        `select ${SCHEDULE_COLUMNS} from crosswalk.schedules s order by s.name collate "C"`,
      );
      return rows;
    },
    find: (id) => findSchedule(pool, id),
    async findAll(ids) {
      const { rows } = await pool.query<Schedule>(
        `select ${SCHEDULE_COLUMNS} from crosswalk.schedules s where s.id = any($1::int[])`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    },
    async ofPipelines(pipelines) {
      const { rows } = await pool.query<Schedule>(
        `select ${SCHEDULE_COLUMNS} from crosswalk.schedules s where s.pipeline = any($1::text[]) order by s.name collate "C"`,
        [pipelines],
      );
      return pipelines.map((pipeline) => rows.filter((row) => row.pipeline === pipeline));
    },
    async lastRuns(ids) {
      const { rows } = await pool.query<ScheduledRun & { scheduleId: number }>(
        `select o.id as "scheduleId", r.* from unnest($1::int[]) as o(id)
          cross join lateral (
                select ${RUNS.columns} from ${RUNS.table} t where t.schedule_id = o.id order by t.id desc limit 1) r`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.scheduleId === id) ?? null);
    },
    runs: (requests) => readPages<ScheduledRun>(pool, RUNS, requests),
    deliveries: (requests) => readPages<Delivery>(pool, DELIVERIES, requests),
  };
}

interface OwnedRow {
  readonly id: number;
  readonly place: number;
}

/** Pages of what schedules have, the newest first, in one statement. */
async function readPages<Item>(
  pool: Queryable,
  { table, columns }: { readonly table: string; readonly columns: string },
  requests: readonly OwnedPageRequest[],
): Promise<readonly Page<Item, number>[]> {
  const { rows } = await pool.query<Item & OwnedRow>(
    `select o.place::int, p.* from unnest($1::int[], $2::int[], $3::int[]) with ordinality as o(owner, first, after, place)
      cross join lateral (
            select t.id, ${columns} from ${table} t
             where t.schedule_id = o.owner and (o.after is null or t.id < o.after) order by t.id desc limit o.first + 1) p
      order by o.place, p.id desc`,
    [
      requests.map(({ scheduleId }) => scheduleId),
      requests.map(({ first }) => first),
      requests.map(({ after }) => after),
    ],
  );
  const totals = countOnce(pool, table, [...new Set(requests.map(({ scheduleId }) => scheduleId))]);
  return requests.map(({ scheduleId, first, after }, i) =>
    pageOfRows(
      rows.filter(({ place }) => place === i + 1),
      first,
      after !== null,
      (row) => row.id,
      (row): Item => row,
      async () => (await totals()).get(scheduleId) ?? 0,
    ),
  );
}

/** How much each schedule has: asked for where one of the totals is, once for all. */
function countOnce(pool: Queryable, table: string, ids: readonly number[]): () => Promise<ReadonlyMap<number, number>> {
  let counted: Promise<ReadonlyMap<number, number>> | null = null;
  const count = async (): Promise<ReadonlyMap<number, number>> => {
    const { rows } = await pool.query<{ id: number; count: number }>(
      `select schedule_id as id, count(*)::int from ${table} where schedule_id = any($1::int[]) group by schedule_id`,
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.count]));
  };
  return () => {
    counted ??= count();
    return counted;
  };
}
