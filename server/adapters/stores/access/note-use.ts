import type { Queryable } from "../query.js";

/** Use is noted once in a while, not with each request. */
export const NOTED_EVERY_S = 60;

/**
 * Notes that those were used for which that was not noted of late. What another server is noting needs no second note,
 * and two of them must not wait for each other.
 */
export async function noteUse(
  pool: Queryable,
  table: "api_tokens" | "sessions",
  used: readonly { readonly id: number; readonly isNoted: boolean }[],
): Promise<void> {
  const unnoted = used.filter(({ isNoted }) => !isNoted).map(({ id }) => id);
  if (unnoted.length === 0) return;
  await pool.query(
    `update ${table} set last_used_at = now() where id in (
       select id from ${table} where id = any ($1::int[]) for no key update skip locked)`,
    [unnoted],
  );
}
