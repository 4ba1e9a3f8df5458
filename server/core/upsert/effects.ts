import type { Effect } from "../record.js";
import { type EntityDeclaration, type EntitySet, type Fields, type FieldValue, fieldsOnCreation } from "./entities.js";

/** One field's value before and after, as text. */
export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What is to be done to one entity of a key, and to which fields: what comes or goes whole has no changes field by field. */
export type EntityEffect =
  | { readonly entity: string; readonly effect: "CREATED"; readonly fields: Fields }
  | { readonly entity: string; readonly effect: "UPDATED" | "ENDED"; readonly changes: readonly FieldChange[] }
  | { readonly entity: string; readonly effect: Extract<Effect, "UNCHANGED" | "DELETED"> };

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
  const effects: EntityEffect[] = [];
  for (const declaration of declarations) {
    const [before, after] = [current?.[declaration.name] ?? null, wanted[declaration.name] ?? null];
    if (before !== null && after !== null && isAnother(declaration, before, after))
      effects.push(gone(declaration, today), created(declaration, after, today));
    else if (before !== null)
      effects.push(after === null ? gone(declaration, today) : kept(declaration, before, after));
    else if (after !== null) effects.push(created(declaration, after, today));
  }
  return effects;
}

function isAnother({ identity }: EntityDeclaration, before: Fields, after: Fields): boolean {
  return identity !== undefined && before[identity] !== after[identity];
}

function created(declaration: EntityDeclaration, wanted: Fields, today: string): EntityEffect {
  return { entity: declaration.name, effect: "CREATED", fields: fieldsOnCreation(declaration, wanted, today) };
}

function gone({ name, whenGone, endField }: EntityDeclaration, today: string): EntityEffect {
  if (whenGone === "ENDED" && endField)
    return { entity: name, effect: "ENDED", changes: [{ field: endField, before: null, after: today }] };
  return { entity: name, effect: "DELETED" };
}

function kept({ name }: EntityDeclaration, before: Fields, after: Fields): EntityEffect {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(after)) {
    const [old, value] = [before[field] ?? null, after[field] ?? null];
    if (old !== value) changes.push({ field, before: textOf(old), after: textOf(value) });
  }
  return changes.length > 0 ? { entity: name, effect: "UPDATED", changes } : { entity: name, effect: "UNCHANGED" };
}

function textOf(value: FieldValue): string | null {
  return value === null ? null : String(value);
}
