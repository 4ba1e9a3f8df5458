import type { Effect } from "../../../core/record.js";
import type { EntityEffect } from "../../../core/upsert/effects.js";
import type { KeyWrite } from "../../../core/upsert/target.js";
import { type EntityName, FIELDS, fieldOf } from "./entity-fields.js";
import { type Columns, type GivenRows, givenRows } from "./given-rows.js";

/** One effect on one entity of one key. */
export interface PlannedEffect {
  readonly write: KeyWrite;
  readonly effect: EntityEffect;
}

/** The effects of one kind on one entity, in the order of the batch. */
export function plannedEffects(
  writes: readonly KeyWrite[],
  entity: EntityName,
  kind: Effect,
): readonly PlannedEffect[] {
  return writes.flatMap((write) =>
    write.effects
      .filter((effect) => effect.entity === entity && effect.effect === kind)
      .map((effect) => ({ write, effect })),
  );
}

/** What every statement knows of a key, whatever else it is given. */
const KEY_COLUMNS = {
  key: "bigint",
  changed: "int",
  sponsor: "text",
  legacy_ipk: "text",
  content_hash: "text",
} as const;

/**
 * The fields of an entity as they are to be, with what else is asked for of the key: the mark, the code of the wanted
 * sponsor, or `changed`, which has a bit for each field that changes.
 */
export function plannedRows(
  entity: EntityName,
  planned: readonly PlannedEffect[],
  also: readonly (keyof typeof KEY_COLUMNS)[] = [],
): GivenRows {
  const columns: Columns = {
    key: KEY_COLUMNS.key,
    ...Object.fromEntries(also.map((column) => [column, KEY_COLUMNS[column]])),
    ...FIELDS[entity],
  };
  return givenRows(columns, planned, ({ write, effect }, column) => {
    if (column === "key") return write.key;
    if (column === "changed") return changedBits(entity, effect);
    if (column === "legacy_ipk") return write.mark.ipk;
    if (column === "content_hash") return write.mark.contentHash;
    if (column === "sponsor") return fieldOf(write.wanted, entity, column);
    return valueAfter(effect, column);
  });
}

/** What an effect makes of a field: what is written is what is said, and no more. */
export function valueAfter(effect: EntityEffect, field: string): string | null {
  return effect.changes.find((change) => change.field === field)?.after ?? null;
}

function changedBits(entity: EntityName, effect: EntityEffect): number {
  const changed = new Set(effect.changes.map((change) => change.field));
  return Object.keys(FIELDS[entity]).reduce((bits, field, i) => bits | (changed.has(field) ? 1 << i : 0), 0);
}

/** Sets the fields that change in the row `stored`, and no other: somebody else's write to them stays. */
export function changedFields(entity: EntityName): string {
  const fields = Object.keys(FIELDS[entity]).map(
    (field, i) => `${field} = case when given.changed & ${1 << i} <> 0 then given.${field} else stored.${field} end`,
  );
  return [...fields, "updated_at = now()"].join(", ");
}

/** The names of an entity's fields, as a list of columns. */
export function fieldNames(entity: EntityName): string {
  return Object.keys(FIELDS[entity]).join(", ");
}
