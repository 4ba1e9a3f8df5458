import type pg from "pg";
import type { ClaimedPart, PartFailure, PartStatus, Taking } from "../../core/parts.js";
import { isActive, type MigrationStatus } from "../../core/status.js";
import { moveMigration } from "./migration-state.js";

interface Wanted extends Omit<ClaimedPart, "claim"> {
  readonly status: PartStatus;
  readonly attempt: number;
  readonly losses: number;
  readonly worker: string | null;
  readonly lastError: string | null;
  readonly migrationStatus: MigrationStatus;
  readonly waiting: boolean;
  readonly isDue: boolean;
}

/** Hands a part to a worker that holds its lease; see PartStore. */
export async function takePart(
  client: pg.ClientBase,
  partId: number,
  worker: string,
  mostLosses: number,
): Promise<Taking> {
  await endLostSessions(client, partId, worker);
  const part = await find(client, partId);
  if (!part || (part.status !== "WAITING" && part.status !== "RUNNING")) return { kind: "gone" };
  if (!isActive(part.migrationStatus) || part.waiting || !part.isDue) return { kind: "gone" };

  const lostWorker = part.status === "RUNNING" ? part.worker : null;
  const over = await overBefore(client, part, partId, mostLosses);
  if (over) return over;

  const attempt = part.attempt + 1;
  await client.query("update parts set status = 'RUNNING', attempt = $2, losses = $3, worker = $4 where id = $1", [
    partId,
    attempt,
    lossesOf(part),
    worker,
  ]);
  if (part.migrationStatus === "QUEUED") await moveMigration(client, part.migrationId, { to: "RUNNING" });
  const { migrationId, kind, phase, position, task, checkpoint, progress } = part;
  const claimed = { claim: { partId, attempt }, migrationId, kind, phase, position, task, checkpoint, progress };
  return { kind: "taken", part: claimed, cursor: await latestCursor(client, migrationId), lostWorker };
}

async function find(client: pg.ClientBase, partId: number): Promise<Wanted | undefined> {
  await client.query(
    "select from migrations where id = (select migration_id from parts where id = $1) for no key update",
    [partId],
  );
  const { rows } = await client.query<Wanted>(
    `select p.migration_id as "migrationId", p.kind, p.phase, p.position, p.task, p.checkpoint, p.progress, p.status,
            p.attempt, p.losses, p.worker, p.last_error as "lastError", m.status as "migrationStatus", m.waiting,
            not exists (select from parts e where e.migration_id = p.migration_id and e.phase < p.phase
                        and e.status <> 'DONE') as "isDue"
     from parts p join migrations m on m.id = p.migration_id where p.id = $1 for no key update of p`,
    [partId],
  );
  return rows[0];
}

/** Where the part is not to be done any more: its migration is being cancelled, or lost too many workers. */
async function overBefore(
  client: pg.ClientBase,
  part: Wanted,
  partId: number,
  mostLosses: number,
): Promise<Taking | null> {
  const { migrationId } = part;
  if (part.migrationStatus === "CANCELLING") {
    await client.query("update parts set status = 'STOPPED' where id = $1", [partId]);
    const running = await client.query("select from parts where migration_id = $1 and status = 'RUNNING'", [
      migrationId,
    ]);
    if (running.rowCount === 0) await moveMigration(client, migrationId, { to: "CANCELLED" });
    return { kind: "over", migrationId, status: running.rowCount === 0 ? "CANCELLED" : "CANCELLING" };
  }
  if (lossesOf(part) < mostLosses) return null;
  await moveMigration(client, migrationId, { to: "FAILED", failure: failureOf(part, mostLosses) });
  return { kind: "over", migrationId, status: "FAILED" };
}

function lossesOf({ status, losses }: Wanted): number {
  return losses + (status === "RUNNING" ? 1 : 0);
}

function failureOf({ lastError }: Wanted, mostLosses: number): PartFailure {
  if (lastError !== null) return JSON.parse(lastError) as PartFailure;
  return {
    code: "MIGRATION_ABANDONED",
    message:
      `${mostLosses} workers in a row were lost at the same piece of it. What was committed stays; ` +
      "the workers' logs and the system's (out of memory?) say more.",
  };
}

/**
 * The lease is ours, so that whoever had the part is gone, or cut off, maybe only frozen: what it has open is not to be
 * committed any more. First of all, since it may hold the migration's row, for which we would wait for ever.
 * Workers name their sessions after themselves.
 */
async function endLostSessions(client: pg.ClientBase, partId: number, worker: string): Promise<void> {
  await client.query(
    `select pg_terminate_backend(a.pid) from parts p join pg_stat_activity a on a.application_name = p.worker
     where p.id = $1 and p.status = 'RUNNING' and p.worker <> $2 and a.datname = current_database()`,
    [partId, worker],
  );
}

async function latestCursor(client: pg.ClientBase, migrationId: number): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    "select id from events where migration_id = $1 order by id desc limit 1",
    [migrationId],
  );
  return rows[0]?.id ?? null;
}
