import pg from "pg";
import type { Lease } from "../../core/stores.js";
import { SESSION_OPTIONS } from "./open.js";

/** First half of our advisory lock keys, so that they meet nobody else's: "CWLK". */
const LOCK_CLASS = 0x43574c4b;

/** Takes the lease of a pipeline; null where another process holds it, or this one does already. */
export async function takeLease(url: string, pipeline: string): Promise<Lease | null> {
  const client = new pg.Client({ connectionString: url, options: SESSION_OPTIONS, keepAlive: true });
  const lost = new AbortController();
  client.on("error", (cause) => lost.abort(cause));
  client.on("end", () => lost.abort(new Error("the connection that held the lease ended")));
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, hashtext($2)) as taken", [
      LOCK_CLASS,
      pipeline,
    ]);
    if (rows[0]?.taken) return { lost: lost.signal, release: () => client.end() };
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return null;
}
