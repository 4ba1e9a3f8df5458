import type pg from "pg";
import { isUpsert } from "../../core/figures.js";
import type { Thresholds } from "../../core/levels.js";
import type { Pipeline } from "../../core/pipeline.js";
import { createReportMasks, type ReportMasks } from "../../core/report/masks.js";
import type { ReportedMigration } from "../../core/report/reported.js";
import type { ResultHead } from "../../core/report/result-head.js";
import { type LaidOutModel, layOut, type ModelResultRow } from "./layout.js";
import { readUpsertHead } from "./upsert-head.js";

/** What reports say of a migration before its details, and where its details are. */
export interface MigrationOutline extends ReportedMigration {
  readonly models: readonly LaidOutModel[];
  readonly masks: ReportMasks;
}

/** Reads a migration's outline in the snapshot of the client. */
export async function readOutline(
  client: pg.ClientBase,
  migrationId: number,
  { pipelines, thresholds }: { readonly pipelines: readonly Pipeline[]; readonly thresholds: Thresholds },
): Promise<MigrationOutline> {
  const migration = await readMigration(client, migrationId);
  const results = await select<ModelResultRow>(
    client,
    `select id, model, total, matched, orphaned_left as "orphanedLeft", orphaned_right as "orphanedRight", duplicates,
            same_side_clusters as "sameSideClusters", excluded, rejected,
            left_records as "leftRecords", right_records as "rightRecords",
            orphaned_left_with_candidates as "orphanedLeftWithCandidates",
            orphaned_right_with_candidates as "orphanedRightWithCandidates",
            columns, match_keys as "matchKeys", findings_kept as "findingsKept", created, updated, unchanged, detections
       from crosswalk.model_results where migration_id = $1 order by position`,
    migrationId,
  );
  const effects = await select<ResultHead["effects"][number]>(
    client,
    `select entity, created, updated, unchanged, deleted, ended
       from crosswalk.entity_effects where migration_id = $1 order by entity collate "C"`,
    migrationId,
  );
  const stages = await select<ResultHead["stages"][number]>(
    client,
    `select name, model, done, total, ${iso("started_at")} as "startedAt", ${iso("finished_at")} as "finishedAt"
       from crosswalk.stages where migration_id = $1 order by position`,
    migrationId,
  );
  const sharedValues = await select<ResultHead["sharedValues"][number]>(
    client,
    `select r.model, s.key, s.value, s.left_records as "leftRecords", s.right_records as "rightRecords"
       from crosswalk.model_results r join crosswalk.shared_values s on s.result_id = r.id
      where r.migration_id = $1 order by r.position, s.number`,
    migrationId,
  );
  const pipeline = pipelines.find(({ name }) => name === migration.pipeline);
  const head: ResultHead = { migration, results: results.map(countsOf), effects, stages, sharedValues };
  return {
    head,
    upsert: isUpsert(pipeline, results) ? await readUpsertHead(client, head, results, { pipeline, thresholds }) : null,
    models: results.map((result) => layOut(result, pipeline, sharedValues)),
    masks: createReportMasks(pipeline),
  };
}

async function readMigration(client: pg.ClientBase, id: number) {
  const [row] = await select<Omit<ResultHead["migration"], "durationMs">>(
    client,
    `select id::text, pipeline, status, options, trigger, started_by as "startedBy", ${iso("queued_at")} as "queuedAt",
            ${iso("started_at")} as "startedAt", ${iso("finished_at")} as "finishedAt", rules,
            case when error_code is not null then json_build_object('code', error_code, 'message', error_message) end as error
       from crosswalk.migrations where id = $1`,
    id,
  );
  if (!row) throw new Error(`there is no migration ${id}`);
  const {
    id: text,
    pipeline,
    status,
    options,
    trigger,
    startedBy,
    queuedAt,
    startedAt,
    finishedAt,
    rules,
    error,
  } = row;
  const durationMs = startedAt && finishedAt ? Date.parse(finishedAt) - Date.parse(startedAt) : null;
  const times = { queuedAt, startedAt, finishedAt, durationMs };
  return { id: text, pipeline, status, options, trigger, startedBy, ...times, rules, error };
}

function countsOf(row: ModelResultRow): ResultHead["results"][number] {
  const { model, total, matched, orphanedLeft, orphanedRight, duplicates, sameSideClusters, excluded, rejected } = row;
  const matchRate = total === 0 ? 0 : matched / total;
  const { leftRecords, rightRecords } = row;
  const outcomes = { model, total, matched, orphanedLeft, orphanedRight, duplicates, sameSideClusters };
  return { ...outcomes, excluded, rejected, matchRate, leftRecords, rightRecords };
}

/** A timestamp as JavaScript writes it, whatever the session's time zone. */
function iso(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

async function select<Row>(client: pg.ClientBase, sql: string, id: number): Promise<Row[]> {
  return (await client.query(sql, [id])).rows as Row[];
}
