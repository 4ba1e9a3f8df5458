import type pg from "pg";
import { type AuditNote, COMMAND_LINE, NOBODY } from "../../core/access/audit.js";
import type { MigrationOptions } from "../../core/options.js";
import { FIRST_PHASE } from "../../core/parts.js";
import type { StartRequest } from "../../core/ports.js";
import { ACTIVE } from "../../core/status.js";
import type { GivenToMigration, MigrationStore, RequestedMigration } from "../../core/stores.js";
import type { Migration } from "../database/generated/client.js";
import type { Database } from "../database/open.js";
import { inTransaction } from "../database/transaction.js";
import { appendAudit } from "./access/audit.js";
import { insertPhases } from "./insert-phases.js";
import { hasActive, lockTurn, moveMigration, queueDuePhase } from "./migration-state.js";

/** Migrations in our own database. */
export function createMigrationStore({ pool, prisma }: Pick<Database, "pool" | "prisma">): MigrationStore {
  return {
    create: (request, given) =>
      inTransaction(pool, async (client) => {
        await lockTurn(client, request.pipeline);
        const isActive = await hasActive(client, request.pipeline);
        if (isActive && !request.queue) return null;
        const id = await insert(client, request, given, isActive);
        if (!isActive) await queueDuePhase(client, id);
        await appendAudit(client, startOf(request, id));
        return id;
      }),

    // by pg, as all that workers do: they need not load Prisma
    async find(id) {
      const { rows } = await pool.query<Requested>(
        `select id, pipeline, status, sources, options, details_deleted_at as "detailsDeletedAt"
           from migrations where id = $1`,
        [id],
      );
      return requested(rows[0] ?? null);
    },

    async findByKey(idempotencyKey) {
      const { migration } = await prisma();
      return requested(await migration.findUnique({ where: { idempotencyKey } }));
    },

    async active(pipeline) {
      const { migration } = await prisma();
      return requested(await migration.findFirst({ where: { pipeline, waiting: false, status: { in: [...ACTIVE] } } }));
    },

    cancel: (migrationId, by) =>
      inTransaction(pool, async (client) => {
        if (!(await cancelIn(client, migrationId))) return false;
        await appendAudit(client, { actor: by, action: "MIGRATION_CANCELLED", details: { migration: migrationId } });
        return true;
      }),
  };
}

async function cancelIn(client: pg.ClientBase, migrationId: number): Promise<boolean> {
  // Locked, so that no part is taken or done meanwhile; not its key, which a part that stores findings refers to.
  const { rows } = await client.query<{ status: string }>(
    "select status from migrations where id = $1 for no key update",
    [migrationId],
  );
  if (rows[0]?.status === "QUEUED") return moveMigration(client, migrationId, { to: "CANCELLED" });
  if (!(await moveMigration(client, migrationId, { to: "CANCELLING" }))) return false;
  const running = await client.query("select from parts where migration_id = $1 and status = 'RUNNING'", [migrationId]);
  // Whoever runs a part sees the event and stops; where nobody does, this is the end.
  if (running.rowCount === 0) await moveMigration(client, migrationId, { to: "CANCELLED" });
  return true;
}

function startOf(request: StartRequest, migration: number): AuditNote {
  const { pipeline, options, trigger, startedBy, scheduleId = null, idempotencyKey } = request;
  const actors = { API: startedBy ?? NOBODY, COMMAND_LINE, SCHEDULE: `schedule:${scheduleId}` };
  const details = { migration, pipeline, dryRun: options.dryRun === true, idempotencyKey };
  return { actor: actors[trigger], action: "MIGRATION_STARTED", details };
}

async function insert(
  client: pg.ClientBase,
  request: StartRequest,
  { rules, codeVersion, sources }: GivenToMigration,
  waiting: boolean,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into migrations (pipeline, options, trigger, started_by, idempotency_key, schedule_id, rules, code_version,
       sources, waiting)
     values ($1, $2, $3::crosswalk.trigger, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [
      request.pipeline,
      JSON.stringify(request.options),
      request.trigger,
      request.startedBy,
      request.idempotencyKey,
      request.scheduleId ?? null,
      rules,
      codeVersion,
      sources,
      waiting,
    ],
  );
  const { id } = rows[0] as { id: number };
  await insertPhases(client, id, 0, [FIRST_PHASE]);
  return id;
}

type Requested = Pick<Migration, "id" | "pipeline" | "status" | "sources" | "options" | "detailsDeletedAt">;

function requested(migration: Requested | null): RequestedMigration | null {
  if (!migration) return null;
  const { id, pipeline, status, sources } = migration;
  const detailsKept = migration.detailsDeletedAt === null;
  return { id, pipeline, status, sources, options: migration.options as MigrationOptions, detailsKept };
}
