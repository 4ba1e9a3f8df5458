import type pg from "pg";
import type { Retention, RetentionSetting } from "../../../core/access/accounts.js";
import { inTransaction } from "../../database/transaction.js";
import type { Queryable } from "../query.js";
import { appendAudit } from "./audit.js";

const NAME = "retention_migrations";

/** How many migrations keep their details: what an admin has set, or else what the settings of the server say. */
export function createRetentionSetting(pool: pg.Pool, fallback: number): RetentionSetting {
  const read = async (client: Queryable): Promise<Retention> => {
    const { rows } = await client.query<Omit<Retention, "fallback">>(
      `select value as migrations, set_by as "setBy", set_at as "setAt" from crosswalk.settings where name = $1`,
      [NAME],
    );
    return { ...(rows[0] ?? { migrations: fallback, setBy: null, setAt: null }), fallback };
  };
  return {
    read: () => read(pool),
    set: (migrations, by) =>
      inTransaction(pool, async (client) => {
        const before = await read(client);
        if (migrations === null) await client.query("delete from settings where name = $1", [NAME]);
        else
          await client.query(
            `insert into settings (name, value, set_by) values ($1, $2, $3)
             on conflict (name) do update set value = $2, set_by = $3, set_at = now()`,
            [NAME, migrations, by],
          );
        const after = await read(client);
        const details = { from: before.migrations, to: after.migrations };
        await appendAudit(client, { actor: by, action: "RETENTION_SET", details });
        return after;
      }),
  };
}
