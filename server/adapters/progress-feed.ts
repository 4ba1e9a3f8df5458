import type pg from "pg";
import type { ProgressEvent, ProgressFeed } from "../core/ports.js";
import { listenTo } from "./event-listener.js";
import { Ends } from "./feed/ends.js";
import { createEventReader } from "./feed/event-reader.js";
import { openLane } from "./feed/lane.js";
import { Trail } from "./feed/trail.js";
import { EVENT_CHANNEL } from "./stores/progress.js";

/** The feed looks for itself so often: a connection that hangs tells nothing, and no end of it. */
const LOOK_AGAIN_MS = 5_000;

export interface RunningFeed extends ProgressFeed {
  stop(): Promise<void>;
}

/**
 * Progress told through LISTEN/NOTIFY, whoever runs the migrations. However many follow, a process listens on one
 * connection, reads each event once, and reads on two connections at most.
 */
export async function openProgressFeed(url: string, pool: pg.Pool, lookAgainMs = LOOK_AGAIN_MS): Promise<RunningFeed> {
  const stopping = new AbortController();
  const live = openLane(stopping.signal);
  const reader = createEventReader(pool, live, stopping.signal);
  const trails = new Map<number, Trail>();
  let ends: Ends | null = null;

  const lookEverywhere = (): void => {
    for (const trail of trails.values()) trail.look();
    ends?.look();
  };
  const listener = await listenTo(
    url,
    EVENT_CHANNEL,
    (payload) => {
      const [id, end] = payload.split(" ");
      trails.get(Number(id))?.look();
      if (end !== undefined) ends?.look();
    },
    lookEverywhere,
  );
  // After listening began, so that no end falls between.
  const opened = await Ends.open(pool, live).catch(async (error: unknown) => {
    await listener.stop();
    throw error;
  });
  ends = opened;
  const lookingAgain = setInterval(lookEverywhere, lookAgainMs).unref();

  function trailOf(migrationId: number): Trail {
    const known = trails.get(migrationId);
    if (known && !known.isBroken) return known;
    const trail = new Trail(migrationId, reader);
    trails.set(migrationId, trail);
    trail.look();
    return trail;
  }

  async function* follow(
    migrationId: number,
    after: string | null,
    until?: AbortSignal,
  ): AsyncGenerator<ProgressEvent> {
    const trail = trailOf(migrationId);
    trail.followers++;
    try {
      yield* trail.follow(after, isLeft(until), until);
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
    } finally {
      trail.followers--;
      if (trail.followers === 0 && trails.get(migrationId) === trail) trails.delete(migrationId);
    }
  }

  const isLeft = (until?: AbortSignal) => () => stopping.signal.aborted || until?.aborted === true;

  return {
    follow,
    finished: (until) => opened.follow(isLeft(until), until),
    async stop() {
      stopping.abort();
      clearInterval(lookingAgain);
      for (const trail of trails.values()) trail.wake();
      opened.wake();
      await listener.stop();
    },
  };
}
