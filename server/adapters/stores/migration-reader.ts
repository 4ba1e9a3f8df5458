import type { Progress } from "../../core/progress.js";
import type {
  MigrationReader,
  StoredEffects,
  StoredMigration,
  StoredPart,
  StoredResult,
  StoredStage,
} from "../../core/read-ports.js";
import { pageOfRows } from "./keyset.js";
import { MIGRATION_COLUMNS, RESULT_COLUMNS } from "./migration-columns.js";
import { type Queryable, textParameter } from "./query.js";
import { readTrend } from "./trend.js";

/** Reads migrations and their metrics. */
export function createMigrationReader(pool: Queryable): MigrationReader {
  return {
    async find(id) {
      const { rows } = await pool.query<StoredMigration>(
        `select ${MIGRATION_COLUMNS} from crosswalk.migrations m where m.id = $1`,
        [id],
      );
      return rows[0] ?? null;
    },
    async findAll(ids) {
      const { rows } = await pool.query<StoredMigration>(
        `select ${MIGRATION_COLUMNS} from crosswalk.migrations m where m.id = any($1::int[])`,
        [ids],
      );
      return ids.map((id) => rows.find((row) => row.id === id) ?? null);
    },
    async page({ pipeline, status }, order, { first, after }) {
      const filter = `($1::text is null or m.pipeline = $1)
                  and ($2::text[] is null or m.status = any($2::crosswalk.migration_status[]))`;
      const filtered = [textParameter(pipeline), status];
      const [comesAfter, direction] = order === "NEWEST_FIRST" ? ["<", "desc"] : [">", "asc"];
      const { rows } = await pool.query<StoredMigration>(
        `select ${MIGRATION_COLUMNS} from crosswalk.migrations m
          where ${filter} and ($3::int is null or m.id ${comesAfter} $3) order by m.id ${direction} limit $4`,
        [...filtered, after, first + 1],
      );
      return pageOfRows(
        rows,
        first,
        after !== null,
        (row) => row.id,
        (row) => row,
        async () => {
          const sql = `select count(*)::int from crosswalk.migrations m where ${filter}`;
          return (await pool.query<{ count: number }>(sql, filtered)).rows[0]?.count ?? 0;
        },
      );
    },
    async previous(ids) {
      const { rows } = await pool.query<StoredMigration & { later: number }>(
        `select o.id as later, p.* from crosswalk.migrations o
          cross join lateral (
                select ${MIGRATION_COLUMNS} from crosswalk.migrations m
                 where m.pipeline = o.pipeline and m.id < o.id and m.status = 'SUCCEEDED' order by m.id desc limit 1) p
          where o.id = any($1::int[])`,
        [ids],
      );
      return ids.map((id) => rows.find(({ later }) => later === id) ?? null);
    },
    async latest(pipelines) {
      const { rows } = await pool.query<StoredMigration>(
        `select ${MIGRATION_COLUMNS} from unnest($1::text[]) as p(name)
          cross join lateral (
                select * from crosswalk.migrations where pipeline = p.name order by id desc limit 1) m`,
        [pipelines],
      );
      return pipelines.map((name) => rows.find((row) => row.pipeline === name) ?? null);
    },
    async results(ids) {
      const { rows } = await pool.query<StoredResult>(
        `select ${RESULT_COLUMNS} from crosswalk.model_results r join crosswalk.migrations m on m.id = r.migration_id
          where r.migration_id = any($1::int[]) order by r.position`,
        [ids],
      );
      return byMigration(ids, rows);
    },
    async effects(ids) {
      const { rows } = await pool.query<StoredEffects & { migrationId: number }>(
        `select migration_id as "migrationId", entity, created, updated, unchanged, deleted, ended
           from crosswalk.entity_effects where migration_id = any($1::int[]) order by entity`,
        [ids],
      );
      return byMigration(ids, rows);
    },
    async stages(ids) {
      const { rows } = await pool.query<StoredStage & { migrationId: number }>(
        `select migration_id as "migrationId", name, model, done, total,
                started_at as "startedAt", finished_at as "finishedAt"
           from crosswalk.stages where migration_id = any($1::int[]) order by position`,
        [ids],
      );
      return byMigration(ids, rows);
    },
    async parts(ids) {
      const { rows } = await pool.query<StoredPart & { migrationId: number }>(
        `select migration_id as "migrationId", kind, position, status, attempt, losses, worker,
                last_error::json as "lastError"
           from crosswalk.parts where migration_id = any($1::int[]) order by phase, position`,
        [ids],
      );
      return byMigration(ids, rows);
    },
    async progress(ids) {
      const { rows } = await pool.query<{ cursor: string; migrationId: number; at: Date; progress: Progress }>(
        `select e.id::text as cursor, e.migration_id as "migrationId", e.at, e.progress
           from unnest($1::int[]) as k(migration_id)
          cross join lateral (
                select * from crosswalk.events where migration_id = k.migration_id order by id desc limit 1) e`,
        [ids],
      );
      return byMigration(ids, rows).map((events) => events[0] ?? null);
    },
    trend: (pipeline, model, last, period = { from: null, until: null }) =>
      readTrend(pool, pipeline, model, last, period),
  };
}

/** The rows of each migration, in the order asked; an id may be asked for twice. */
function byMigration<Row extends { readonly migrationId: number }>(ids: readonly number[], rows: readonly Row[]) {
  const owned = new Map<number, Row[]>(ids.map((id) => [id, []]));
  for (const row of rows) owned.get(row.migrationId)?.push(row);
  return ids.map((id): readonly Row[] => owned.get(id) ?? []);
}
