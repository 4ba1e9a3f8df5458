import type { Queryable } from "../query.js";

/** The channel on which servers tell each other that somebody may no longer do what they could. */
export const ACCESS_CHANNEL = "crosswalk_access";

/** Has every server look whether those with open sockets may stay. */
export async function tellEnd(client: Queryable): Promise<void> {
  await client.query("select pg_notify($1, '')", [ACCESS_CHANNEL]);
}
