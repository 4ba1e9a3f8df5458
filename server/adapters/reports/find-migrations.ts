import type pg from "pg";
import { isUpsert } from "../../core/figures.js";
import { isPersonalColumn } from "../../core/personal.js";
import type { Pipeline } from "../../core/pipeline.js";
import { type DeclaredReport, reportsOf } from "../../core/report/declaration.js";
import type { MigrationStatus } from "../../core/status.js";

/** A migration with the reports that it has, or will have at its end. */
export interface FoundMigration {
  readonly status: MigrationStatus;
  readonly detailsDeletedAt: Date | null;
  readonly reports: readonly DeclaredReport[];
}

interface MigrationRow extends Omit<FoundMigration, "reports"> {
  readonly id: number;
  readonly pipeline: string;
  readonly isDryRun: boolean;
  readonly startedAt: Date;
  readonly results: readonly { readonly model: string; readonly findingsKept: boolean }[];
}

export async function findMigration(
  pool: pg.Pool,
  pipelines: readonly Pipeline[],
  id: number,
): Promise<FoundMigration | null> {
  return (await findMigrations(pool, pipelines, [id])).get(id) ?? null;
}

/** Those of the ids that there are. */
export async function findMigrations(
  pool: pg.Pool,
  pipelines: readonly Pipeline[],
  ids: readonly number[],
): Promise<ReadonlyMap<number, FoundMigration>> {
  const { rows } = await pool.query<MigrationRow>(
    `select id, status, details_deleted_at as "detailsDeletedAt", pipeline,
            coalesce((options->>'dryRun')::boolean, false) as "isDryRun", coalesce(started_at, queued_at) as "startedAt",
            coalesce((select json_agg(json_build_object('model', model, 'findingsKept', findings_kept) order by position)
                        from crosswalk.model_results where migration_id = m.id), '[]') as results
       from crosswalk.migrations m where id = any ($1::int[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, { ...row, reports: reportsOfMigration(row, pipelines) }]));
}

function reportsOfMigration(row: MigrationRow, pipelines: readonly Pipeline[]): readonly DeclaredReport[] {
  const pipeline = pipelines.find(({ name }) => name === row.pipeline);
  const of = isUpsert(pipeline, row.results) ? "UPSERT" : "RECONCILIATION";
  return reportsOf(
    row,
    of,
    row.results.map(({ model }) => model),
    (model) => isAboutPeople(pipeline, model),
  );
}

/** Whether a report of a model shows something about people: a match key; one of the migration shows whole rows. */
function isAboutPeople(pipeline: Pipeline | undefined, model: string | null): boolean {
  if (model === null) return true;
  const declared = pipeline?.models.find(({ name }) => name === model);
  return !declared || declared.matchKeys.some(({ column }) => isPersonalColumn(declared, column));
}
