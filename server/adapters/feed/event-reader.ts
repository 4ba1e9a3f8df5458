import type pg from "pg";
import type { ProgressEvent } from "../../core/ports.js";
import type { Progress } from "../../core/progress.js";
import { type Lane, openLane } from "./lane.js";

/** Events read at once. */
export const PAGE = 100;

/** Some events of a migration, in their order. */
export interface EventPage {
  readonly events: readonly ProgressEvent[];
  /** whether the migration had ended when they were read; one that is not there has */
  readonly hasEnded: boolean;
}

/** Reads events on two connections at most: one for what is new, one for all who catch up. */
export interface EventReader {
  /** the newest events of a migration */
  newest(migrationId: number): Promise<EventPage>;
  /** what comes after a cursor */
  next(migrationId: number, cursor: bigint): Promise<EventPage>;
  /** what comes after a cursor, for those who are behind; all who ask for the same meanwhile share the answer */
  replay(migrationId: number, cursor: bigint): Promise<EventPage>;
}

export function createEventReader(pool: pg.Pool, live: Lane, stopping: AbortSignal): EventReader {
  const behind = openLane(stopping);
  const replays = new Map<string, Promise<EventPage>>();
  const after = (migrationId: number, cursor: bigint) =>
    readEvents(pool, "id > $3 order by id", [migrationId, PAGE, cursor]);

  return {
    newest: (migrationId) => live(() => readEvents(pool, "true order by id desc", [migrationId, PAGE])),
    next: (migrationId, cursor) => live(() => after(migrationId, cursor)),
    replay(migrationId, cursor) {
      const key = `${migrationId} ${cursor}`;
      const underWay = replays.get(key);
      if (underWay) return underWay;
      const replay = behind(() => after(migrationId, cursor)).finally(() => replays.delete(key));
      replays.set(key, replay);
      return replay;
    },
  };
}

/** One statement, so that a migration that has ended is not seen without its last events. */
async function readEvents(pool: pg.Pool, which: string, values: readonly (number | bigint)[]): Promise<EventPage> {
  const { rows } = await pool.query<{ cursor: string | null; at: Date; progress: Progress; hasEnded: boolean }>(
    `select e.id as cursor, e.at, e.progress, m.finished_at is not null as "hasEnded"
       from migrations m
       left join lateral (select id, at, progress from events where migration_id = m.id and ${which} limit $2) e on true
      where m.id = $1 order by e.id`,
    [...values],
  );
  const migrationId = Number(values[0]);
  const events = rows.flatMap(({ cursor, at, progress }) =>
    cursor === null ? [] : [{ cursor, migrationId, at, progress }],
  );
  return { events, hasEnded: rows[0]?.hasEnded ?? true };
}
