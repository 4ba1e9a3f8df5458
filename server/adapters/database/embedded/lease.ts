import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { CrosswalkError } from "../../../core/errors.js";
import { makeClient } from "../client.js";
import { type Cluster, readPassword, role } from "./cluster.js";
import { findPostmaster } from "./pid-file.js";
import { stopPostmaster } from "./postmaster.js";

/**
 * Who uses the server is kept by the server: every user holds a shared advisory lock in a session of its own, and only
 * one who gets the exclusive lock may stop it. PostgreSQL drops a dead user's lock, so no file can outlive its process,
 * and none can join a server that is being stopped.
 */
export interface Lease {
  readonly port: number;
  /** Ends this use; stops the server if nobody else uses it. */
  release(): Promise<void>;
}

const key = 7_232_779;
const reconnectEveryMs = 500;

/** Takes a lease under the name, or returns undefined while the server is absent, starting or stopping. */
export async function takeLease(
  cluster: Cluster,
  name: string,
  revive: () => Promise<void>,
): Promise<Lease | undefined> {
  let session = await openSession(cluster, name);
  if (session === undefined) return undefined;
  let released = false;

  // A crashed backend makes PostgreSQL cut all sessions and go on: then the lease has to be taken anew. A killed server
  // is started anew, by whichever of its users is the first.
  const watch = (current: Session) => current.client.once("end", () => void retake());
  const retake = async () => {
    session = undefined;
    while (!released && session === undefined) {
      await pause(reconnectEveryMs, undefined, { ref: false });
      session = await openSession(cluster, name).catch(() => undefined);
      if (session === undefined && !released) await revive().catch(() => undefined);
    }
    if (session === undefined) return;
    if (released) await session.client.end();
    else watch(session);
  };

  watch(session);
  return {
    port: session.port,
    release: async () => {
      released = true;
      const current = session ?? (await openSession(cluster, name));
      if (current !== undefined) await leave(cluster, current);
    },
  };
}

/** Does for a dead user what its release would have done. */
export async function releaseForDead(cluster: Cluster, name: string): Promise<void> {
  const session = await openSession(cluster, `${name} (watchdog)`);
  if (session === undefined) return;
  session.client.ref();
  // The dead user's session may live for a moment longer; wait for its end, or its lock would look like a user's.
  await session.client.query(
    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where application_name = $1",
    [name],
  );
  await leave(cluster, session);
}

/** Both methods exist; their types don't. */
type UnrefableClient = pg.Client & { ref(): void; unref(): void };

interface Session {
  readonly client: UnrefableClient;
  readonly port: number;
}

async function openSession(cluster: Cluster, name: string): Promise<Session | undefined> {
  const postmaster = await findPostmaster(cluster);
  if (postmaster === undefined || !postmaster.ready) return undefined;
  const client = makeClient({
    host: "127.0.0.1",
    port: postmaster.port,
    user: role,
    password: await readPassword(cluster),
    database: "postgres",
    application_name: name,
    options: "-c timezone=UTC",
    connectionTimeoutMillis: 5000,
  }) as UnrefableClient;
  try {
    await client.connect();
    const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock_shared($1) as taken", [key]);
    if (rows[0]?.taken) {
      // A finished script must not stay alive for its lease.
      client.unref();
      return { client, port: postmaster.port };
    }
    await client.end();
  } catch (cause) {
    await client.end().catch(() => undefined);
    refuseWrongPassword(cluster, cause);
  }
  return undefined;
}

async function leave(cluster: Cluster, { client }: Session): Promise<void> {
  client.ref();
  try {
    await client.query("select pg_advisory_unlock_shared($1)", [key]);
    const { rows } = await client.query<{ last: boolean }>("select pg_try_advisory_lock($1) as last", [key]);
    if (rows[0]?.last) await stopPostmaster(cluster);
  } catch (cause) {
    // A server that has gone meanwhile needs no stopping.
    if ((await findPostmaster(cluster)) !== undefined) throw cause;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function refuseWrongPassword(cluster: Cluster, cause: unknown): void {
  if ((cause as { code?: string }).code !== "28P01") return;
  throw new CrosswalkError(
    "EMBEDDED_POSTGRES_LOCKED_OUT",
    `The embedded PostgreSQL refuses the password in ${cluster.passwordFile}. ` +
      "Put the original file back, or choose another folder with DATA_DIR.",
    { cause },
  );
}
