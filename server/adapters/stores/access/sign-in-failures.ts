import { createHash } from "node:crypto";
import type { AttemptStore, CountedBy } from "../../../core/access/stores.js";
import type { Queryable } from "../query.js";

/** Failures that nothing was added to for so long are forgotten. */
const FORGOTTEN_AFTER = "interval '1 day'";

/**
 * Failed sign-ins in our own database, so that all servers count together. An attempt counts as failed from its
 * beginning on: however many come at once, no more are tried than are allowed.
 */
export function createAttemptStore(pool: Queryable): AttemptStore {
  return {
    async begin(counted) {
      const keys = counted.map(keyOf);
      const { rows: locked } = await pool.query<{ seconds: number }>(
        `select ceil(extract(epoch from max(locked_until) - now()))::int as seconds
           from crosswalk.sign_in_failures where key = any ($1) and locked_until > now() having count(*) > 0`,
        [keys],
      );
      if (locked[0]) return locked[0].seconds;
      await pool.query(`delete from crosswalk.sign_in_failures where last_at < now() - ${FORGOTTEN_AFTER}`);
      const { rowCount } = await pool.query(
        `insert into crosswalk.sign_in_failures as f (key, failures, last_at, locked_until)
         select key, 1, now(), case when allowed <= 1 then now() + make_interval(secs => pause) end
           from unnest($1::text[], $2::int[], $3::float8[], $4::float8[]) as given(key, allowed, pause, longest)
          order by key
         on conflict (key) do update set failures = f.failures + 1, last_at = now(), locked_until = (
           select case when f.failures + 1 >= allowed then now() + make_interval(
                    secs => least(longest, pause * 2 ^ least(f.failures + 1 - allowed, 30))) end
             from unnest($1::text[], $2::int[], $3::float8[], $4::float8[]) as given(key, allowed, pause, longest)
            where given.key = f.key)
         where f.locked_until is null or f.locked_until <= now()`,
        [keys, counted.map((c) => c.allowed), counted.map((c) => c.pauseS), counted.map((c) => c.longestPauseS)],
      );
      // others who came at the same time have used up what is allowed
      return rowCount === keys.length ? null : Math.min(...counted.map((c) => c.pauseS));
    },

    async succeed(counted) {
      await pool.query(
        `update crosswalk.sign_in_failures set locked_until = null,
           failures = case when key = any ($2) then 0 else greatest(failures - 1, 0) end
          where key = any ($1)`,
        [counted.map(keyOf), counted.filter((c) => c.forgivable).map(keyOf)],
      );
    },
  };
}

/** Not what was typed: people type passwords where names belong. */
function keyOf({ what, value }: CountedBy): string {
  return `${what} ${createHash("sha256").update(value).digest("hex")}`;
}
