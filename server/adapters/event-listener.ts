import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { makeClient } from "./database/client.js";
import { SESSION_OPTIONS } from "./database/open.js";

const RECONNECT_MS = 250;

/** A connection that is not there after so long is tried anew. */
const CONNECT_MS = 5_000;

/** A connection whose other end is gone without a word is asked after so long. */
const KEEP_ALIVE_MS = 10_000;

export interface EventListener {
  stop(): Promise<void>;
}

/**
 * Listens on a channel with one connection; one that breaks is replaced, again and again until it succeeds.
 * What is told in between is not heard: `onReplaced` says that it is time to look.
 */
export async function listenTo(
  url: string,
  channel: string,
  onEvent: (payload: string) => void,
  onReplaced: () => void = () => {},
): Promise<EventListener> {
  const stopping = new AbortController();
  let listener: pg.Client;
  let replacing: Promise<void> | null = null;

  async function listen(): Promise<pg.Client> {
    const client = makeClient({
      connectionString: url,
      options: SESSION_OPTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    client.on("notification", ({ payload }) => onEvent(payload ?? ""));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    // Only now: a client that never connected tells its end as well, and would be replaced twice.
    client.once("end", () => {
      replacing = replace();
    });
    return client;
  }

  async function replace(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await delay(RECONNECT_MS, undefined, { signal: stopping.signal });
        listener = await listen();
      } catch {
        // The database is not back yet, or nobody listens any more.
        continue;
      }
      // Told to stop while it connected.
      if (stopping.signal.aborted) await listener.end();
      else onReplaced();
      return;
    }
  }

  listener = await listen();
  return {
    async stop() {
      stopping.abort();
      await replacing;
      await listener.end().catch(() => {});
    },
  };
}
