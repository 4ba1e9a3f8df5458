import type pg from "pg";
import type { Effect } from "../../../core/record.js";
import type { Detection } from "../../../core/upsert/detect.js";
import type { KeyWrite, UpsertBatch } from "../../../core/upsert/target.js";
import { ENTITIES, type EntityName } from "./entity-fields.js";

/** The entities that every key has: of a row that is skipped, these are unchanged. */
const ALWAYS_THERE: readonly EntityName[] = ["persons", "students"];

/** Adds what a batch did to the counts of its migration. */
export async function addCounts(client: pg.ClientBase, batch: UpsertBatch, writes: readonly KeyWrite[]): Promise<void> {
  await addEffects(client, batch, writes);
  await addToResult(client, batch, writes);
  await addUnknownCodes(client, batch);
}

async function addEffects(client: pg.ClientBase, batch: UpsertBatch, writes: readonly KeyWrite[]): Promise<void> {
  const count = (entity: EntityName, kind: Effect): number =>
    writes.reduce(
      (sum, { effects }) => sum + effects.filter((e) => e.entity === entity && e.effect === kind).length,
      0,
    );
  const skipped = (entity: EntityName): number => (ALWAYS_THERE.includes(entity) ? batch.skipped : 0);
  await client.query(
    `insert into crosswalk.entity_effects as kept (migration_id, entity, created, updated, unchanged, deleted, ended)
     select $1, added.* from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[]) as added
     on conflict (migration_id, entity) do update set
       created = kept.created + excluded.created, updated = kept.updated + excluded.updated,
       unchanged = kept.unchanged + excluded.unchanged, deleted = kept.deleted + excluded.deleted,
       ended = kept.ended + excluded.ended`,
    [
      batch.migrationId,
      ENTITIES,
      ENTITIES.map((entity) => count(entity, "CREATED")),
      ENTITIES.map((entity) => count(entity, "UPDATED")),
      ENTITIES.map((entity) => count(entity, "UNCHANGED") + skipped(entity)),
      ENTITIES.map((entity) => count(entity, "DELETED")),
      ENTITIES.map((entity) => count(entity, "ENDED")),
    ],
  );
}

async function addToResult(client: pg.ClientBase, batch: UpsertBatch, writes: readonly KeyWrite[]): Promise<void> {
  const created = writes.filter((write) => write.current === null).length;
  const known = writes.length - created + batch.skipped;
  const unchanged = writes.filter(({ effects }) => effects.every(({ effect }) => effect === "UNCHANGED")).length;
  const detections: Partial<Record<Detection, number>> = {};
  for (const { detection } of writes) detections[detection] = (detections[detection] ?? 0) + 1;
  await client.query(
    `update crosswalk.model_results set
       left_records = left_records + $2, right_records = right_records + $3, matched = matched + $3,
       orphaned_left = orphaned_left + $4, duplicates = duplicates + $5, total = total + $3 + $4 + $5,
       rejected = rejected + $6,
       created = created + $4, updated = updated + $8, unchanged = unchanged + $9,
       detections = coalesce((
         select jsonb_object_agg(detection, rows) from (
           select detection, sum(rows::int) as rows from (
             select * from jsonb_each_text(detections) union all select * from jsonb_each_text($7::jsonb)
           ) as counted (detection, rows) group by detection) as added), '{}')
     where id = $1`,
    [
      batch.resultId,
      batch.rows,
      known,
      created,
      batch.duplicates,
      batch.rejections.length,
      JSON.stringify(detections),
      writes.length - created - unchanged,
      unchanged + batch.skipped,
    ],
  );
}

async function addUnknownCodes(client: pg.ClientBase, { migrationId, unknownCodes }: UpsertBatch): Promise<void> {
  if (unknownCodes.size === 0) return;
  await client.query(
    `insert into crosswalk.unknown_codes as kept (migration_id, code, rows)
     select $1, code, rows from unnest($2::text[], $3::int[]) as added (code, rows)
     on conflict (migration_id, code) do update set rows = kept.rows + excluded.rows`,
    [migrationId, [...unknownCodes.keys()], [...unknownCodes.values()]],
  );
}
