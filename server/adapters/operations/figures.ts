import type pg from "pg";
import type { StageName } from "../../core/progress.js";
import type { MigrationStatus } from "../../core/status.js";

/** What there is to say of a pipeline and its migrations. */
export interface PipelineFigures {
  readonly pipeline: string;
  /** how many migrations are in each state */
  readonly migrations: Readonly<Partial<Record<MigrationStatus, number>>>;
  /** of those queued, the ones that wait for another to end */
  readonly waiting: number;
  /** seconds since 1970; null where none succeeded */
  readonly lastSuccess: number | null;
  readonly matchRates: readonly { readonly model: string; readonly rate: number }[];
  /** of the newest migration that has ended */
  readonly stages: readonly { readonly stage: StageName; readonly model: string | null; readonly seconds: number }[];
  /** of the newest migration that has begun */
  readonly rates: readonly { readonly stage: StageName; readonly rate: number }[];
}

/** What is to be done, and who does it. */
export interface QueueFigures {
  readonly jobs: Readonly<Record<"waiting" | "delayed" | "running" | "failed", number>>;
  readonly parts: Readonly<Record<"WAITING" | "RUNNING", number>>;
  readonly busyWorkers: number;
}

/** The pipelines' figures, in one statement. */
export async function readPipelineFigures(
  pool: pg.Pool,
  pipelines: readonly string[],
): Promise<readonly PipelineFigures[]> {
  const { rows } = await pool.query<PipelineFigures>(PIPELINES, [pipelines]);
  return rows;
}

/** The queue's figures, in one statement. Jobs that are done are not kept, so that what is counted is little. */
export async function readQueueFigures(pool: pg.Pool): Promise<QueueFigures> {
  const { rows } = await pool.query<QueueFigures>(QUEUE);
  return rows[0] as QueueFigures;
}

// A dry run writes nothing: it is no success that anybody waits for.
const PIPELINES = `
  select p.pipeline, coalesce(counted.migrations, '{}') as migrations, waiting::int, last_success as "lastSuccess",
    coalesce(match_rates, '[]') as "matchRates", coalesce(stages, '[]') as stages, coalesce(rates, '[]') as rates
  from unnest($1::text[]) as p (pipeline)
  cross join lateral (
    select
      (select m.id from migrations m where m.pipeline = p.pipeline and started_at is not null
        order by m.id desc limit 1) as begun,
      (select m.id from migrations m where m.pipeline = p.pipeline and started_at is not null
        and finished_at is not null order by m.id desc limit 1) as ended,
      (select m.id from migrations m where m.pipeline = p.pipeline and status = 'SUCCEEDED'
        order by m.id desc limit 1) as succeeded,
      (select extract(epoch from finished_at)::float8 from migrations m where m.pipeline = p.pipeline
        and status = 'SUCCEEDED' and not coalesce((options ->> 'dryRun')::boolean, false)
        order by m.id desc limit 1) as last_success
  ) newest
  cross join lateral (
    select jsonb_object_agg(status, of_status) as migrations, coalesce(sum(of_waiting), 0) as waiting
    from (select status, count(*) as of_status, count(*) filter (where m.waiting and status = 'QUEUED') as of_waiting
          from migrations m where m.pipeline = p.pipeline group by status) by_status
  ) counted
  cross join lateral (
    select jsonb_agg(jsonb_build_object('model', model, 'rate', matched::float8 / total)) as match_rates
    from model_results where migration_id = succeeded and findings_kept and total > 0
  ) matching
  cross join lateral (
    select jsonb_agg(jsonb_build_object('stage', name, 'model', model, 'seconds', seconds)) as stages
    from (select s.name, s.model, sum(${seconds("s", "m")}) as seconds
          from stages s join migrations m on m.id = s.migration_id where m.id = ended group by s.name, s.model) timed
  ) times
  cross join lateral (
    select jsonb_agg(jsonb_build_object('stage', name, 'rate', done / seconds)) as rates
    from (select s.name, sum(s.done)::float8 as done, sum(${seconds("s", "m")}) as seconds
          from stages s join migrations m on m.id = s.migration_id where m.id = begun group by s.name) run
    where done > 0 and seconds > 0
  ) speeds`;

/** How long a stage has taken so far; one that was left open ended with its migration. */
function seconds(stage: string, migration: string): string {
  const end = `coalesce(${stage}.finished_at, ${migration}.finished_at, now())`;
  return `greatest(extract(epoch from ${end} - ${stage}.started_at), 0)::float8`;
}

const QUEUE = `
  select
    (select jsonb_build_object(
       'waiting', count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()),
       'delayed', count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now()),
       'running', count(*) filter (where locked_at is not null),
       'failed', count(*) filter (where locked_at is null and attempts >= max_attempts))
     from graphile_worker.jobs) as jobs,
    jsonb_build_object(
      'WAITING', (select count(*) from parts where status = 'WAITING'),
      'RUNNING', (select count(*) from parts where status = 'RUNNING')) as parts,
    (select count(distinct worker)::int from parts where status = 'RUNNING') as "busyWorkers"`;
