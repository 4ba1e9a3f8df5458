import type pg from "pg";
import { ENTITIES } from "./entity-fields.js";
import type { Tally } from "./tally.js";

/**
 * Adds what a transaction did to the counts of its migration. All parts of it add to the same rows: each locks them in
 * this order, and at its very end, so that none keeps another waiting for longer than a commit takes.
 */
export async function addCounts(
  client: pg.ClientBase,
  { migrationId, resultId }: { readonly migrationId: number; readonly resultId: number },
  tally: Tally,
): Promise<void> {
  await addEffects(client, migrationId, tally);
  await addToResult(client, resultId, tally);
  await addUnknownCodes(client, migrationId, tally);
}

async function addEffects(client: pg.ClientBase, migrationId: number, tally: Tally): Promise<void> {
  await client.query(
    `insert into crosswalk.entity_effects as kept (migration_id, entity, created, updated, unchanged, deleted, ended)
     select $1, added.* from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[]) as added
     on conflict (migration_id, entity) do update set
       created = kept.created + excluded.created, updated = kept.updated + excluded.updated,
       unchanged = kept.unchanged + excluded.unchanged, deleted = kept.deleted + excluded.deleted,
       ended = kept.ended + excluded.ended`,
    [
      migrationId,
      ENTITIES,
      tally.ofEffect("CREATED"),
      tally.ofEffect("UPDATED"),
      tally.ofEffect("UNCHANGED"),
      tally.ofEffect("DELETED"),
      tally.ofEffect("ENDED"),
    ],
  );
}

async function addToResult(client: pg.ClientBase, resultId: number, tally: Tally): Promise<void> {
  const { rows, created, updated, unchanged, duplicates, rejected } = tally;
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
      resultId,
      rows,
      updated + unchanged,
      created,
      duplicates,
      rejected,
      JSON.stringify(tally.detections),
      updated,
      unchanged,
    ],
  );
}

async function addUnknownCodes(client: pg.ClientBase, migrationId: number, { unknownCodes }: Tally): Promise<void> {
  if (unknownCodes.size === 0) return;
  // In one order, here as well.
  const codes = [...unknownCodes].sort(([a], [b]) => (a < b ? -1 : 1));
  await client.query(
    `insert into crosswalk.unknown_codes as kept (migration_id, code, rows)
     select $1, code, rows from unnest($2::text[], $3::int[]) as added (code, rows)
     on conflict (migration_id, code) do update set rows = kept.rows + excluded.rows`,
    [migrationId, codes.map(([code]) => code), codes.map(([, rows]) => rows)],
  );
}
