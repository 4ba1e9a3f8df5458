import type pg from "pg";
import { NUMBERS_A_PART } from "../../../core/parts.js";
import type { EntityEffect, FieldChange } from "../../../core/upsert/effects.js";
import type { EntitySet } from "../../../core/upsert/entities.js";
import type { KeyWrite, UpsertBatch } from "../../../core/upsert/target.js";
import { CopyIn } from "../../database/copy-in.js";
import { type EntityName, fieldOf } from "./entity-fields.js";

/** The field that stands for a whole entity where all of it came or went: a row a field would be too many. */
const NAMING_FIELDS: Readonly<Record<EntityName, string>> = {
  persons: "family_name",
  students: "student_id",
  emergency_contacts: "name",
  sponsorships: "sponsor",
};

const NO_CHANGES: readonly FieldChange[] = [];

/** What was done to each key, or would be, and what could not be taken; numbered on from what the part has logged. */
export async function writeLog(client: pg.ClientBase, batch: UpsertBatch, writes: readonly KeyWrite[]): Promise<void> {
  await copyChanges(client, batch, writes);
  await copyRejections(client, batch);
}

async function copyChanges(client: pg.ClientBase, batch: UpsertBatch, writes: readonly KeyWrite[]): Promise<void> {
  if (!writes.some((write) => write.effects.some(({ effect }) => effect !== "UNCHANGED"))) return;
  const { migrationId } = batch;
  const state = batch.dryRun ? "FORECAST" : "APPLIED";
  let number = await lastNumber(client, "changes", batch);
  const copy = new CopyIn(client, "crosswalk.changes", [
    "migration_id",
    "number",
    "entity",
    "record_id",
    "field",
    "before",
    "after",
    "effect",
    "state",
    "detected_by",
  ]);
  for (const write of writes) {
    const { key, detection } = write;
    for (const effect of write.effects)
      for (const { field, before, after } of loggedChanges(write, effect)) {
        const { entity, effect: kind } = effect;
        const full = copy.write([migrationId, ++number, entity, key, field, before, after, kind, state, detection]);
        if (full) await full;
      }
  }
  await copy.end();
}

function loggedChanges(write: KeyWrite, effect: EntityEffect): readonly FieldChange[] {
  if (effect.effect === "UPDATED" || effect.effect === "ENDED") return effect.changes;
  if (effect.effect === "UNCHANGED") return NO_CHANGES;
  const { entity } = effect;
  const field = NAMING_FIELDS[entity as EntityName];
  if (effect.effect === "CREATED") return [{ field, before: null, after: nameOf(write, write.wanted, entity, field) }];
  return [{ field, before: nameOf(write, write.current, entity, field), after: null }];
}

function nameOf(write: KeyWrite, set: EntitySet | null, entity: string, field: string): string | null {
  if (field === NAMING_FIELDS.students) return String(write.key);
  const value = fieldOf(set, entity as EntityName, field);
  return value === null ? null : String(value);
}

async function copyRejections(client: pg.ClientBase, batch: UpsertBatch): Promise<void> {
  const { migrationId, rejections } = batch;
  if (rejections.length === 0) return;
  let number = await lastNumber(client, "rejections", batch);
  const copy = new CopyIn(client, "crosswalk.rejections", [
    "migration_id",
    "number",
    "model",
    "side",
    "source",
    "record_id",
    "reason",
    "message",
    "row",
  ]);
  for (const { model, side, source, recordId, reason, message, row } of rejections) {
    const values = [migrationId, ++number, model, side, source, recordId, reason, message, JSON.stringify(row)];
    const full = copy.write(values);
    if (full) await full;
  }
  await copy.end();
}

async function lastNumber(
  client: pg.ClientBase,
  table: "changes" | "rejections",
  { migrationId, numbersFrom }: UpsertBatch,
): Promise<number> {
  const { rows } = await client.query<{ last: number | null }>(
    `select max(number) as last from crosswalk.${table} where migration_id = $1 and number > $2 and number <= $3`,
    [migrationId, numbersFrom, numbersFrom + NUMBERS_A_PART],
  );
  return rows[0]?.last ?? numbersFrom;
}
