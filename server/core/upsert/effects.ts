import type { Effect } from "../record.js";
import { type EntityDeclaration, type EntitySet, type Fields, type FieldValue, fieldsOnCreation } from "./entities.js";

/** One field's value before and after, as text. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is to be done to one entity of a key, and to which fields. */
export interface EntityEffect {
  readonly entity: string;
  readonly effect: Effect;
  readonly changes: readonly FieldChange[];
}

/**
 * What turns the entities that are there into those that are wanted. A dry run and a run take it from here alike.
 * `today` ends what ends, and begins what begins.
 */
export function effectsOf(
  declarations: readonly EntityDeclaration[],
  current: EntitySet | null,
  wanted: EntitySet,
  today: string,
): readonly EntityEffect[] {
  return declarations.flatMap((declaration) =>
    entityEffects(declaration, current?.[declaration.name] ?? null, wanted[declaration.name] ?? null, today),
  );
}

function entityEffects(
  declaration: EntityDeclaration,
  current: Fields | null,
  wanted: Fields | null,
  today: string,
): readonly EntityEffect[] {
  const { name: entity, identity } = declaration;
  if (current === null) return wanted === null ? [] : [created(declaration, wanted, today)];
  if (wanted === null) return [gone(declaration, current, today)];
  if (identity !== undefined && current[identity] !== wanted[identity])
    return [gone(declaration, current, today), created(declaration, wanted, today)];
  const changes = Object.entries(wanted)
    .filter(([field, value]) => !isSame(current[field], value))
    .map(([field, value]) => ({ field, before: textOf(current[field]), after: textOf(value) }));
  return [{ entity, effect: changes.length > 0 ? "UPDATED" : "UNCHANGED", changes }];
}

function created(declaration: EntityDeclaration, wanted: Fields, today: string): EntityEffect {
  const changes = Object.entries(fieldsOnCreation(declaration, wanted, today))
    .filter(([, value]) => value !== null)
    .map(([field, value]) => ({ field, before: null, after: textOf(value) }));
  return { entity: declaration.name, effect: "CREATED", changes };
}

function gone({ name, whenGone, endField }: EntityDeclaration, current: Fields, today: string): EntityEffect {
  if (whenGone === "ENDED" && endField)
    return { entity: name, effect: "ENDED", changes: [{ field: endField, before: null, after: today }] };
  const changes = Object.entries(current)
    .filter(([, value]) => value !== null)
    .map(([field, value]) => ({ field, before: textOf(value), after: null }));
  return { entity: name, effect: "DELETED", changes };
}

function isSame(a: FieldValue | undefined, b: FieldValue): boolean {
  return (a ?? null) === b;
}

function textOf(value: FieldValue | undefined): string | null {
  return value === undefined || value === null ? null : String(value);
}
