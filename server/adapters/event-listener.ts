import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { SESSION_OPTIONS } from "./database/open.js";

const RECONNECT_MS = 250;

export interface EventListener {
  stop(): Promise<void>;
}

/** Listens on a channel with one connection; one that breaks is replaced, again and again until it succeeds. */
export async function listenTo(
  url: string,
  channel: string,
  onEvent: (payload: string) => void,
): Promise<EventListener> {
  const stopping = new AbortController();
  let listener: pg.Client;

  async function listen(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, options: SESSION_OPTIONS, keepAlive: true });
    client.on("notification", ({ payload }) => onEvent(payload ?? ""));
    client.on("error", () => {});
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    // Only now: a client that never connected tells its end as well, and would be replaced twice.
    client.once("end", () => void replace());
    return client;
  }

  async function replace(): Promise<void> {
    while (!stopping.signal.aborted) {
      await delay(RECONNECT_MS);
      if (stopping.signal.aborted) return;
      try {
        listener = await listen();
        // Told to stop while it connected.
        if (stopping.signal.aborted) await listener.end();
        return;
      } catch {
        // The database is not back yet.
      }
    }
  }

  listener = await listen();
  return {
    async stop() {
      stopping.abort();
      await listener.end().catch(() => {});
    },
  };
}
