import type pg from "pg";
import type { Pipeline } from "../../../core/pipeline.js";
import type { UpsertTarget } from "../../../core/upsert/target.js";
import { inTransaction } from "../../database/transaction.js";
import { addCounts } from "./add-counts.js";
import { settleEffects } from "./settle-effects.js";
import { readCodes, readEntities, readMarks } from "./stored-entities.js";
import { writeContacts } from "./write-contacts.js";
import { writeLog } from "./write-log.js";
import { writeSponsorships } from "./write-sponsorships.js";
import { writeStudents } from "./write-students.js";

/**
 * Each key of a batch is looked up through an index. Left to itself the planner would read whole tables for a large
 * batch, and compare all with all in tables that have grown since they were last analysed.
 */
const BY_INDEX = "set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off";

/** The student information system as a target, for a pipeline of one model. */
export interface StudentTargetOptions {
  readonly pool: pg.Pool;
  readonly pipeline: Pick<Pipeline, "name" | "models">;
}

export function createStudentTarget({ pool, pipeline }: StudentTargetOptions): UpsertTarget {
  return {
    codes: () => readCodes(pool),
    known: (keys) => readMarks(pool, keys),
    current: (keys) => readEntities(pool, keys),

    async openResult(migrationId) {
      const [model] = pipeline.models;
      if (model === undefined) throw new Error(`The pipeline ${pipeline.name} has no model.`);
      const { rows } = await pool.query<{ id: number }>(
        `insert into crosswalk.model_results (migration_id, model, position, columns, match_keys, findings_kept)
         values ($1, $2, 0, $3, $4, false) returning id`,
        [migrationId, model.name, model.columns.map((column) => column.name), JSON.stringify(model.matchKeys)],
      );
      return (rows[0] as { id: number }).id;
    },

    write: (batch) =>
      inTransaction(pool, async (client) => {
        await client.query(BY_INDEX);
        const writes = await settleEffects(client, batch.writes);
        if (!batch.dryRun) {
          await writeStudents(client, writes);
          await writeContacts(client, writes);
          await writeSponsorships(client, writes);
        }
        await writeLog(client, batch, writes);
        await addCounts(client, batch, writes);
      }),

    async watermark() {
      const { rows } = await pool.query<{ until: Date }>("select until from crosswalk.watermarks where pipeline = $1", [
        pipeline.name,
      ]);
      return rows[0]?.until ?? null;
    },

    async moveWatermark(migrationId, until) {
      await pool.query(
        `insert into crosswalk.watermarks as kept (pipeline, until, migration_id) values ($1, $2, $3)
         on conflict (pipeline) do update set until = excluded.until, migration_id = excluded.migration_id
          where kept.until < excluded.until`,
        [pipeline.name, until, migrationId],
      );
    },

    async rejectedIds(migrationId) {
      const { rows } = await pool.query<{ id: string }>(
        `select record_id as id from crosswalk.rejections where migration_id = $1
          group by record_id order by min(number)`,
        [migrationId],
      );
      return rows.map((row) => row.id);
    },
  };
}
