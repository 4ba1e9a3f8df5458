import type pg from "pg";
import type { Pipeline } from "../../../core/pipeline.js";
import type { UpsertTarget } from "../../../core/upsert/target.js";
import { readDuplicateKeys } from "./duplicate-keys.js";
import { readCodes, readEntities, readMarks } from "./stored-entities.js";
import { writeBatches } from "./write-batches.js";

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
         values ($1, $2, 0, $3, $4, false)
         on conflict (migration_id, model) do update set columns = excluded.columns, match_keys = excluded.match_keys
         returning id`,
        [migrationId, model.name, model.columns.map((column) => column.name), JSON.stringify(model.matchKeys)],
      );
      return (rows[0] as { id: number }).id;
    },

    write: (batch, milestone) => writeBatches(pool, [batch], milestone, false),
    writeLast: (batches, milestone) => writeBatches(pool, batches, milestone, true),
    duplicateKeys: (partId) => readDuplicateKeys(pool, partId),

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
