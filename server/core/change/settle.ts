/** What became of a change that was intended when its migration broke off. */
export type SettledState = "APPLIED" | "NOT_APPLIED" | "OVERTAKEN";

/** Told from what the target holds now. `current` is undefined where the record is gone. */
export function settleChange(
  change: { readonly before: string | null; readonly after: string | null },
  current: string | null | undefined,
): SettledState {
  if (current === change.after) return "APPLIED";
  if (current === change.before) return "NOT_APPLIED";
  return "OVERTAKEN";
}
