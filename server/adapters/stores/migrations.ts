import type pg from "pg";
import type { MigrationOptions } from "../../core/options.js";
import { NO_PROGRESS, type Progress } from "../../core/progress.js";
import { ACTIVE, hasEnded, statesBefore } from "../../core/status.js";
import type { MigrationStore, RequestedMigration } from "../../core/stores.js";
import type { Migration, PrismaClient } from "../database/generated/client.js";
import { takeLease } from "../database/lease.js";
import { inTransaction } from "../database/transaction.js";
import { appendEvent } from "./progress.js";
import { deleteOldDetails } from "./retention.js";

/** Migrations in our own database. */
export function createMigrationStore(database: {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
}): MigrationStore {
  const { url, pool, prisma } = database;
  return {
    takeLease: (pipeline) => takeLease(url, pipeline),

    async create(request, rules) {
      const { id } = await prisma.migration.create({
        data: { ...request, options: { ...request.options }, rules },
        select: { id: true },
      });
      return id;
    },

    async find(id) {
      return requested(await prisma.migration.findUnique({ where: { id } }));
    },

    async findByKey(idempotencyKey) {
      return requested(await prisma.migration.findUnique({ where: { idempotencyKey } }));
    },

    async active(pipeline) {
      const migrations = await prisma.migration.findMany({
        where: { pipeline, status: { in: [...ACTIVE] } },
        orderBy: { id: "desc" },
      });
      return migrations.flatMap((migration) => requested(migration) ?? []);
    },

    move: (migrationId, { to, from = statesBefore(to), progress, failure, peakMemoryBytes }) =>
      inTransaction(pool, async (client) => {
        const { rowCount } = await client.query(
          `update migrations set status = $2::migration_status,
             started_at = case when $3 then now() else started_at end,
             finished_at = case when $4 then now() else finished_at end,
             error_code = $5, error_message = $6, peak_memory_bytes = coalesce($7, peak_memory_bytes)
           where id = $1 and status = any ($8::migration_status[])`,
          [
            migrationId,
            to,
            to === "RUNNING",
            hasEnded(to),
            failure?.code ?? null,
            failure?.message ?? null,
            peakMemoryBytes ?? null,
            statesBefore(to).filter((state) => from.includes(state)),
          ],
        );
        if (rowCount === 0) return false;
        await appendEvent(client, migrationId, {
          ...(progress ?? (await latestProgress(client, migrationId))),
          status: to,
        });
        return true;
      }),

    deleteOldDetails: (pipeline, keep) => deleteOldDetails(pool, pipeline, keep),
  };
}

function requested(migration: Migration | null): RequestedMigration | null {
  if (!migration) return null;
  const { id, pipeline, status } = migration;
  const detailsKept = migration.detailsDeletedAt === null;
  return { id, pipeline, status, options: migration.options as MigrationOptions, detailsKept };
}

async function latestProgress(client: pg.ClientBase, migrationId: number): Promise<Progress> {
  const { rows } = await client.query<{ progress: Progress }>(
    "select progress from events where migration_id = $1 order by id desc limit 1",
    [migrationId],
  );
  return rows[0]?.progress ?? NO_PROGRESS;
}
