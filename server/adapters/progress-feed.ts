import { EventEmitter, on, once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import type { ProgressEvent, ProgressFeed } from "../core/ports.js";
import type { Progress } from "../core/progress.js";
import { isActive } from "../core/status.js";
import { listenTo } from "./event-listener.js";
import { EVENT_CHANNEL } from "./stores/progress.js";

/** Events read at once when a subscriber catches up. */
const PAGE = 200;

/** A subscriber looks for itself after so long without a notification: one may be lost while PostgreSQL restarts. */
const LOOK_AGAIN_MS = 5_000;

export interface RunningFeed extends ProgressFeed {
  stop(): Promise<void>;
}

/** Progress told through LISTEN/NOTIFY: one listening connection a process, whoever runs the migrations. */
export async function openProgressFeed(url: string, pool: pg.Pool): Promise<RunningFeed> {
  // Emits a migration's id when it has new events, and `end` with the id when it has ended.
  const told = new EventEmitter().setMaxListeners(0);
  const stopping = new AbortController();
  const listener = await listenTo(url, EVENT_CHANNEL, (payload) => {
    const [id, end] = payload.split(" ");
    told.emit(`migration ${id}`);
    if (end !== undefined) told.emit("end", Number(id));
  });

  return {
    async *follow(migrationId, after, until = stopping.signal) {
      const stop = AbortSignal.any([until, stopping.signal]);
      let cursor = after ?? "0";
      while (!stop.aborted) {
        // Waiting begins before looking, so that nothing told in between is missed.
        const waiting = new AbortController();
        const next = once(told, `migration ${migrationId}`, { signal: AbortSignal.any([waiting.signal, stop]) });
        next.catch(() => {});
        try {
          const events = await readEvents(pool, migrationId, cursor);
          for (const event of events) {
            cursor = event.cursor;
            yield event;
            if (!isActive(event.progress.status)) return;
          }
          if (events.length === PAGE) continue;
          if (events.length === 0 && (await hasEnded(pool, migrationId))) {
            if ((await readEvents(pool, migrationId, cursor)).length === 0) return;
            continue;
          }
          await Promise.race([next, delay(LOOK_AGAIN_MS, undefined, { signal: waiting.signal })]);
        } catch (error) {
          if (!stop.aborted) throw error;
        } finally {
          waiting.abort();
        }
      }
    },

    async *finished(until = stopping.signal) {
      const stop = AbortSignal.any([until, stopping.signal]);
      try {
        for await (const [id] of on(told, "end", { signal: stop })) yield id as number;
      } catch (error) {
        if (!stop.aborted) throw error;
      }
    },

    async stop() {
      stopping.abort();
      await listener.stop();
    },
  };
}

async function readEvents(pool: pg.Pool, migrationId: number, cursor: string): Promise<readonly ProgressEvent[]> {
  const { rows } = await pool.query<{ id: string; at: Date; progress: Progress }>(
    "select id, at, progress from events where migration_id = $1 and id > $2 order by id limit $3",
    [migrationId, cursor, PAGE],
  );
  return rows.map(({ id, at, progress }) => ({ cursor: id, migrationId, at, progress }));
}

async function hasEnded(pool: pg.Pool, migrationId: number): Promise<boolean> {
  const { rows } = await pool.query("select from migrations where id = $1 and finished_at is null", [migrationId]);
  return rows.length === 0;
}
