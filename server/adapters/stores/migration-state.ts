import type pg from "pg";
import type { PartFailure } from "../../core/parts.js";
import { mergeProgress, mergeStages, type PartProgress } from "../../core/progress.js";
import { hasEnded, type MigrationStatus, statesBefore } from "../../core/status.js";
import { queueAnnouncement, queueParts } from "../queue/jobs.js";
import { appendEvent, saveStages } from "./progress.js";

/** A step to another state. */
export interface Step {
  readonly to: MigrationStatus;
  readonly failure?: PartFailure | null;
}

interface Moved {
  readonly pipeline: string;
  readonly scheduleId: number | null;
}

/**
 * Takes a migration to another state, with the event that tells of it, if the state table allows it from where it is.
 * Gives whether it did: another process may have been faster. With its end its parts end, and the next in line begins.
 */
export async function moveMigration(client: pg.ClientBase, migrationId: number, step: Step): Promise<boolean> {
  const { to, failure } = step;
  const { rows } = await client.query<Moved>(
    `update migrations set status = $2::migration_status,
       started_at = case when $3 then now() else started_at end,
       finished_at = case when $4 then now() else finished_at end,
       error_code = $5, error_message = $6, waiting = waiting and not $4
     where id = $1 and status = any ($7::migration_status[])
     returning pipeline, schedule_id as "scheduleId"`,
    [
      migrationId,
      to,
      to === "RUNNING",
      hasEnded(to),
      failure?.code ?? null,
      failure?.message ?? null,
      statesBefore(to),
    ],
  );
  const [moved] = rows;
  if (!moved) return false;
  await publish(client, migrationId, to);
  if (hasEnded(to)) await close(client, migrationId, moved);
  return true;
}

/** Keeps and tells how far a migration has come, from what its parts have done. Its row is locked by the caller. */
export async function publish(
  client: pg.ClientBase,
  migrationId: number,
  status: MigrationStatus,
  told: PartProgress | null = null,
): Promise<void> {
  const { rows } = await client.query<{ progress: PartProgress }>(
    "select progress from parts where migration_id = $1 and progress is not null order by phase, position",
    [migrationId],
  );
  const parts = rows.map(({ progress }) => progress);
  await saveStages(client, migrationId, mergeStages(parts));
  await appendEvent(client, migrationId, mergeProgress(parts, status, Date.now(), told));
}

/** What belongs to the end of a migration, whatever it is. */
async function close(client: pg.ClientBase, migrationId: number, { pipeline, scheduleId }: Moved): Promise<void> {
  await client.query(
    "update parts set status = 'STOPPED' where migration_id = $1 and status in ('WAITING', 'RUNNING')",
    [migrationId],
  );
  await client.query(
    `update migrations set peak_memory_bytes =
       (select max((progress->>'peakMemoryBytes')::bigint) from parts where migration_id = $1) where id = $1`,
    [migrationId],
  );
  if (scheduleId !== null) await queueAnnouncement(client, migrationId);
  await promoteNext(client, pipeline);
}

/** Where no migration of a pipeline is active, the one that has waited longest is queued. */
async function promoteNext(client: pg.ClientBase, pipeline: string): Promise<void> {
  await lockTurn(client, pipeline);
  if (await hasActive(client, pipeline)) return;
  // One that is being cancelled is passed over; its end will ask again.
  const { rows } = await client.query<{ id: number }>(
    `update migrations set waiting = false
     where id = (select id from migrations where pipeline = $1 and waiting and status = 'QUEUED'
                 order by id limit 1 for update skip locked)
     returning id`,
    [pipeline],
  );
  for (const { id } of rows) await queueDuePhase(client, id);
}

/** Who asks whether a migration of the pipeline is active, to act on the answer, asks alone until it is done. */
export async function lockTurn(client: pg.ClientBase, pipeline: string): Promise<void> {
  await client.query("select pg_advisory_xact_lock(hashtext('crosswalk turn'), hashtext($1))", [pipeline]);
}

export async function hasActive(client: pg.ClientBase, pipeline: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from migrations where pipeline = $1 and not waiting and status in ('QUEUED', 'RUNNING', 'CANCELLING')`,
    [pipeline],
  );
  return rowCount !== 0;
}

/** Queues the waiting parts of the first phase that is not done. */
export async function queueDuePhase(client: pg.ClientBase, migrationId: number): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `select id from parts where migration_id = $1 and status = 'WAITING'
       and phase = (select min(phase) from parts where migration_id = $1 and status <> 'DONE') order by position`,
    [migrationId],
  );
  await queueParts(
    client,
    rows.map(({ id }) => id),
  );
}
