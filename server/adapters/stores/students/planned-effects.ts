import type { Effect } from "../../../core/record.js";
import type { EntityEffect } from "../../../core/upsert/effects.js";
import type { FieldValue } from "../../../core/upsert/entities.js";
import type { KeyWrite } from "../../../core/upsert/target.js";
import { type EntityName, FIELDS, fieldOf } from "./entity-fields.js";
import { type Columns, type GivenRows, givenRows } from "./given-rows.js";

/** One effect on one entity of one key. */
export interface PlannedEffect {
  readonly write: KeyWrite;
  readonly effect: EntityEffect;
}

/** The effects of a batch by entity and kind, each in the order of the batch. */
export class PlannedEffects {
  private readonly planned = new Map<string, PlannedEffect[]>();

  constructor(writes: readonly KeyWrite[]) {
    for (const write of writes)
      for (const effect of write.effects) {
        const name = `${effect.entity} ${effect.effect}`;
        const alike = this.planned.get(name);
        if (alike === undefined) this.planned.set(name, [{ write, effect }]);
        else alike.push({ write, effect });
      }
  }

  of(entity: EntityName, kind: Effect): readonly PlannedEffect[] {
    return this.planned.get(`${entity} ${kind}`) ?? [];
  }
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
  return givenRows(columns, planned, (column) => {
    if (column === "changed") return ({ effect }) => changedBits(entity, effect);
    if (column === "sponsor") return ({ write }) => fieldOf(write.wanted, entity, column);
    return ofKey(column) ?? (({ effect }) => valueAfter(effect, column));
  });
}

/** What a column says of the key, whatever the entity; null where it says something else. */
export function ofKey(column: string): ((planned: PlannedEffect) => FieldValue) | null {
  if (column === "key") return ({ write }) => write.key;
  if (column === "legacy_ipk") return ({ write }) => write.mark.ipk;
  if (column === "content_hash") return ({ write }) => write.mark.contentHash;
  return null;
}

/** What an effect makes of a field: what is written is what is said, and no more. */
export function valueAfter(effect: EntityEffect, field: string): FieldValue {
  if (effect.effect === "CREATED") return effect.fields[field] ?? null;
  return changesOf(effect).find((change) => change.field === field)?.after ?? null;
}

function changesOf(effect: EntityEffect) {
  return effect.effect === "UPDATED" || effect.effect === "ENDED" ? effect.changes : [];
}

function changedBits(entity: EntityName, effect: EntityEffect): number {
  const changed = new Set(changesOf(effect).map((change) => change.field));
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
