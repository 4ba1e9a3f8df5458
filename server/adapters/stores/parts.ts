import type pg from "pg";
import { PartLost } from "../../core/errors.js";
import type { Claim, DonePart, Milestone, PartStore } from "../../core/parts.js";
import type { PartProgress } from "../../core/progress.js";
import { isActive, type MigrationStatus } from "../../core/status.js";
import { LEASE_CLASS } from "../database/lease.js";
import { inTransaction } from "../database/transaction.js";
import { queueParts } from "../queue/jobs.js";
import { insertPhases } from "./insert-phases.js";
import { moveMigration, publish, queueDuePhase } from "./migration-state.js";
import { takePart } from "./take-part.js";

/** How long a part waits that failed, by how often it did in a row: 1 s, 2 s, 4 s … a minute. */
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** Keeps how far a part has come in the transaction that did the work. Last before its commit: whoever took the part meanwhile wins. */
export async function keepMilestone(client: pg.ClientBase, { claim, checkpoint, progress }: Milestone): Promise<void> {
  const { rowCount } = await client.query(
    `update parts set checkpoint = $3, progress = $4, losses = 0, last_error = null
     where id = $1 and attempt = $2 and status = 'RUNNING'`,
    [claim.partId, claim.attempt, JSON.stringify(checkpoint), JSON.stringify(progress)],
  );
  if (rowCount === 0) throw new PartLost();
}

/** The parts of migrations in our own database. */
export function createPartStore(pool: pg.Pool): PartStore {
  /** Does something about a part and its migration that nobody else does anything about meanwhile. */
  function settle(claim: Claim, work: (client: pg.ClientBase, part: Held) => Promise<void>): Promise<MigrationStatus> {
    return inTransaction(pool, async (client) => {
      const part = await lock(client, claim);
      await work(client, part);
      const { rows } = await client.query<{ status: MigrationStatus }>("select status from migrations where id = $1", [
        part.migrationId,
      ]);
      return (rows[0] as { status: MigrationStatus }).status;
    });
  }

  return {
    take: (partId, worker, mostLosses) => inTransaction(pool, (client) => takePart(client, partId, worker, mostLosses)),

    async tell(claim, progress) {
      await settle(claim, async (client, { migrationId, status }) => {
        await keepProgress(client, claim, progress);
        await publish(client, migrationId, status, progress);
      });
    },

    async assertHeld({ partId, attempt }) {
      const { rowCount } = await pool.query("select from parts where id = $1 and attempt = $2 and status = 'RUNNING'", [
        partId,
        attempt,
      ]);
      if (rowCount === 0) throw new PartLost();
    },

    finish: (claim, progress, next) =>
      settle(claim, async (client, part) => {
        await leave(client, claim, progress, "DONE");
        await insertPhases(client, part.migrationId, part.phase + 1, next);
        await goOn(client, part, progress);
      }),

    stop: (claim, progress) =>
      settle(claim, async (client, part) => {
        await leave(client, claim, progress, "STOPPED");
        await endIfStopped(client, part.migrationId);
      }),

    fail: (claim, progress, failure) =>
      settle(claim, async (client, part) => {
        await leave(client, claim, progress, "STOPPED");
        await moveMigration(client, part.migrationId, { to: "FAILED", failure });
      }),

    giveBack: (claim, { failure, mostLosses }) =>
      settle(claim, async (client, part) => {
        const losses = part.losses + (failure ? 1 : 0);
        if (failure && losses >= mostLosses) {
          await moveMigration(client, part.migrationId, { to: "FAILED", failure });
          return;
        }
        await client.query("update parts set status = 'WAITING', losses = $2, last_error = $3 where id = $1", [
          claim.partId,
          losses,
          failure ? JSON.stringify(failure) : null,
        ]);
        const delay = failure ? Math.min(FIRST_DELAY_MS * 2 ** (losses - 1), LONGEST_DELAY_MS) : 0;
        await queueParts(client, [claim.partId], delay);
      }),

    reviveLost: () =>
      inTransaction(pool, async (client) => {
        const lost = await findLost(client);
        await queueParts(client, lost);
        return lost.length;
      }),

    async done(migrationId) {
      const { rows } = await pool.query<DonePart>(
        `select id, kind, position, task, checkpoint from parts where migration_id = $1 and status = 'DONE'
         order by phase, position`,
        [migrationId],
      );
      return rows;
    },
  };
}

/** A part in its worker's hands, with its migration locked. */
interface Held {
  readonly migrationId: number;
  readonly status: MigrationStatus;
  readonly phase: number;
  readonly losses: number;
}

/** The migration first, then the part, as everywhere: else two would wait for each other. */
async function lock(client: pg.ClientBase, { partId, attempt }: Claim): Promise<Held> {
  await client.query(
    "select from migrations where id = (select migration_id from parts where id = $1) for no key update",
    [partId],
  );
  const { rows } = await client.query<Held>(
    `select p.migration_id as "migrationId", m.status, p.phase, p.losses
     from parts p join migrations m on m.id = p.migration_id
     where p.id = $1 and p.attempt = $2 and p.status = 'RUNNING' for no key update of p`,
    [partId, attempt],
  );
  const [held] = rows;
  if (!held || !isActive(held.status)) throw new PartLost();
  return held;
}

async function keepProgress(client: pg.ClientBase, claim: Claim, progress: PartProgress): Promise<void> {
  await client.query("update parts set progress = $2 where id = $1", [claim.partId, JSON.stringify(progress)]);
}

async function leave(
  client: pg.ClientBase,
  claim: Claim,
  progress: PartProgress,
  status: "DONE" | "STOPPED",
): Promise<void> {
  await keepProgress(client, claim, progress);
  await client.query("update parts set status = $2::part_status where id = $1", [claim.partId, status]);
}

/** Tells of a part that is done, and what follows it: the next phase, the end, or nothing yet. */
async function goOn(client: pg.ClientBase, { migrationId, status }: Held, done: PartProgress): Promise<void> {
  await publish(client, migrationId, status, done);
  const { rowCount } = await client.query("select from parts where migration_id = $1 and status <> 'DONE'", [
    migrationId,
  ]);
  if (rowCount === 0) await moveMigration(client, migrationId, { to: "SUCCEEDED" });
  else if (status === "CANCELLING") await endIfStopped(client, migrationId);
  else {
    const running = await client.query("select from parts where migration_id = $1 and status = 'RUNNING'", [
      migrationId,
    ]);
    // Parts of this phase that wait are queued already; queued again they stay queued once.
    if (running.rowCount === 0) await queueDuePhase(client, migrationId);
  }
}

/** A migration that is to be cancelled ends with the last of its parts that runs. */
async function endIfStopped(client: pg.ClientBase, migrationId: number): Promise<void> {
  const running = await client.query("select from parts where migration_id = $1 and status = 'RUNNING'", [migrationId]);
  if (running.rowCount === 0) await moveMigration(client, migrationId, { to: "CANCELLED" });
}

/**
 * Parts that are due and that nobody works on or is about to: their worker is gone, and its lease with it,
 * or their job is. Asked of the locks that PostgreSQL knows, so that no clock decides.
 */
async function findLost(client: pg.ClientBase): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select p.id from parts p join migrations m on m.id = p.migration_id
     where p.status in ('WAITING', 'RUNNING') and m.status in ('QUEUED', 'RUNNING', 'CANCELLING') and not m.waiting
       and not exists (select from parts e
                       where e.migration_id = p.migration_id and e.phase < p.phase and e.status <> 'DONE')
       and not exists (select from pg_locks l
                       where l.locktype = 'advisory' and l.classid = $1::oid and l.objid = p.id::oid
                         and l.objsubid = 2 and l.granted
                         and l.database = (select oid from pg_database where datname = current_database()))
       and not exists (select from graphile_worker.jobs j
                       where j.key = 'part:' || p.id and j.locked_at is null and j.attempts < j.max_attempts)
     order by p.id`,
    [LEASE_CLASS],
  );
  return rows.map(({ id }) => id);
}
