import type { Refusal, Update } from "../pipeline.js";

/** One field's value before and after. */
export interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a matched pair needs: nothing, a change, or the reason why it can't be taken. */
export type Plan =
  | { readonly kind: "unchanged" }
  | { readonly kind: "change"; readonly change: Change }
  | { readonly kind: "rejection"; readonly refusal: Refusal };

/** The left value is the truth: the right field takes it if the target allows it and has another. */
export function planUpdate(update: Update, left: string | null, right: string | null): Plan {
  const refusal = update.refuse(left);
  if (refusal !== null) return { kind: "rejection", refusal };
  if (left === right) return { kind: "unchanged" };
  return { kind: "change", change: { field: update.field, before: right, after: left } };
}
