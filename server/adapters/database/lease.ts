import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Lease } from "../../core/stores.js";
import { SESSION_OPTIONS } from "./open.js";

/** First half of our advisory lock keys, so that they meet nobody else's: "CWLK". The other half is a part's id. */
export const LEASE_CLASS = 0x43574c4b;

/** The lease shows at least so often that its holder lives … */
const SIGN_OF_LIFE_MS = 2_000;
/** … and is gone after so long without: PostgreSQL ends the session, and with it the lock, or the holder lets go itself. */
const LONGEST_SILENCE_MS = 8_000;
const GOOD_BYE_MS = 1_000;

/**
 * Takes the lease of a part; null where another process holds it, or this one does already. It is an advisory lock of a
 * session of its own: a process that dies loses it at once, one that is frozen or cut off after some seconds.
 */
export async function takeLease(url: string, partId: number, worker: string): Promise<Lease | null> {
  const client = new pg.Client({
    connectionString: url,
    options: `${SESSION_OPTIONS} -c idle_session_timeout=${LONGEST_SILENCE_MS}`,
    application_name: worker,
    connectionTimeoutMillis: LONGEST_SILENCE_MS,
    keepAlive: true,
  });
  const lost = new AbortController();
  client.on("error", (cause) => lost.abort(goneBy(cause)));
  client.on("end", () => lost.abort(goneBy()));
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [
      LEASE_CLASS,
      partId,
    ]);
    if (rows[0]?.taken) return held(client, lost);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  await client.end();
  return null;
}

function held(client: pg.Client, lost: AbortController): Lease {
  let answeredAt = performance.now();
  const signs = setInterval(() => {
    if (performance.now() - answeredAt > LONGEST_SILENCE_MS) lost.abort(goneBy());
    client.query("select").then(
      () => {
        answeredAt = performance.now();
      },
      (cause: unknown) => lost.abort(goneBy(cause)),
    );
  }, SIGN_OF_LIFE_MS);
  return {
    lost: lost.signal,
    async release() {
      clearInterval(signs);
      // A connection that is cut off never says good-bye.
      await Promise.race([client.end(), delay(GOOD_BYE_MS, undefined, { ref: false })]);
    },
  };
}

function goneBy(cause?: unknown): Error {
  return new Error("connection terminated: the lease of the part is gone", { cause });
}
