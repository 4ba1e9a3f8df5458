import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { SESSION_OPTIONS } from "../../server/adapters/database/open.js";
import { openProgressFeed, type RunningFeed } from "../../server/adapters/progress-feed.js";
import type { ProgressEvent } from "../../server/core/ports.js";
import { createTestDatabase, type TestDatabase } from "../helpers/database.js";
import { eventually } from "../helpers/eventually.js";
import { createToldMigration } from "../helpers/told-migration.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Longer than any test: what is told comes by notification, or because a new connection looks. */
const NEVER = 3_600_000;

interface Watched {
  readonly feed: RunningFeed;
  readonly pool: pg.Pool;
  /** statements of the feed, and how many were under way at once */
  readonly reads: { count: number; most: number };
}

async function openFeed(lookAgainMs = NEVER): Promise<Watched> {
  const pool = new pg.Pool({ connectionString: database.url, options: SESSION_OPTIONS });
  pool.on("error", () => {});
  const reads = { count: 0, most: 0, underWay: 0 };
  const counted = new Proxy(pool, {
    get(target, property) {
      const own: unknown = Reflect.get(target, property);
      if (property !== "query") return typeof own === "function" ? own.bind(target) : own;
      return async (...query: [string, unknown[]]) => {
        reads.count++;
        reads.most = Math.max(reads.most, ++reads.underWay);
        return target.query(...query).finally(() => reads.underWay--);
      };
    },
  });
  const feed = await openProgressFeed(database.url, counted, lookAgainMs);
  onTestFinished(async () => {
    await feed.stop();
    await pool.end();
  });
  return { feed, pool, reads };
}

async function collect(events: AsyncIterable<ProgressEvent>): Promise<string[]> {
  const cursors: string[] = [];
  for await (const { cursor } of events) cursors.push(cursor);
  return cursors;
}

describe("a migration's progress", () => {
  it("is read once, however many follow it", async () => {
    const { feed, reads } = await openFeed();
    const migration = await createToldMigration(database.pool, "read once");
    await migration.tell();
    const following = Array.from({ length: 100 }, () => collect(feed.follow(migration.id, null)));
    await migration.tell(20);
    await migration.end();
    for (const cursors of await Promise.all(following)) expect(cursors).toEqual(migration.cursors);
    // a look at each of 22 notifications at most, and some at the start
    expect(reads.count).toBeLessThan(30);
  });

  it("comes whole to those who come back at once from anywhere, over two connections", async () => {
    const { feed, reads } = await openFeed();
    const migration = await createToldMigration(database.pool, "come back");
    await migration.tell(450);
    const from = Array.from({ length: 90 }, (_, i) => i * 5);
    const following = from.map((seen) => collect(feed.follow(migration.id, migration.cursors[seen - 1] ?? null)));
    await migration.tell(20);
    await migration.end();
    for (const [i, cursors] of (await Promise.all(following)).entries())
      expect(cursors).toEqual(migration.cursors.slice(from[i]));
    expect(reads.most).toBeLessThanOrEqual(2);
  });

  it("that many have to catch up with is read for them together", async () => {
    const { feed, reads } = await openFeed();
    const migration = await createToldMigration(database.pool, "catch up");
    await migration.tell(450);
    await migration.end();
    const following = Array.from({ length: 100 }, () => collect(feed.follow(migration.id, null)));
    for (const cursors of await Promise.all(following)) expect(cursors).toEqual(migration.cursors);
    expect(reads.count).toBeLessThan(30);
  });

  it("comes whole to one who stops reading for longer than events are kept", async () => {
    const { feed } = await openFeed();
    const migration = await createToldMigration(database.pool, "slow");
    await migration.tell();
    const slow = feed.follow(migration.id, null);
    const first = await slow.next();
    const quick = collect(feed.follow(migration.id, null));
    await migration.tell(600);
    await migration.end();
    expect(await quick).toEqual(migration.cursors);
    expect([(first.value as ProgressEvent).cursor, ...(await collect(slow))]).toEqual(migration.cursors);
  });

  it("comes once and in order to those who come and go while it is told and connections break", async () => {
    const { feed } = await openFeed();
    const migration = await createToldMigration(database.pool, "come and go");
    const restless = Array.from({ length: 20 }, async (_, i) => {
      const cursors: string[] = [];
      for (let stay = i + 1; ; stay = (stay * 7) % 31) {
        for await (const { cursor, progress } of feed.follow(migration.id, cursors.at(-1) ?? null)) {
          cursors.push(cursor);
          if (progress.status !== "RUNNING") return cursors;
          if (cursors.length % 31 === stay) break;
        }
      }
    });
    for (let i = 0; i < 10; i++) {
      await migration.tell(30);
      await database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
      );
    }
    await migration.end();
    for (const cursors of await Promise.all(restless)) expect(cursors).toEqual(migration.cursors);
  });

  it("is found without any notification", async () => {
    const { feed } = await openFeed(50);
    const migration = await createToldMigration(database.pool, "unheard");
    await migration.tell();
    const following = feed.follow(migration.id, null);
    await following.next();
    await database.pool.query(
      `insert into crosswalk.events (migration_id, progress)
       select migration_id, progress || '{"done":2}' from crosswalk.events where migration_id = $1`,
      [migration.id],
    );
    expect((await following.next()).value).toMatchObject({ progress: { done: 2 } });
    await following.return?.();
  });

  it("of a migration that has ended completes, wherever one begins, also where it was never told of", async () => {
    const { feed } = await openFeed();
    const migration = await createToldMigration(database.pool, "ended");
    await migration.tell(3);
    await migration.end("FAILED");
    expect(await collect(feed.follow(migration.id, migration.cursors[1] as string))).toEqual(
      migration.cursors.slice(2),
    );
    expect(await collect(feed.follow(migration.id, migration.cursors.at(-1) as string))).toEqual([]);
    expect(await collect(feed.follow(2 ** 30, null))).toEqual([]);
  });

  it("that can't be read is an error for those who follow, and not for ever", async () => {
    const { feed } = await openFeed();
    const migration = await createToldMigration(database.pool, "broken");
    await migration.tell();
    const following = feed.follow(migration.id, null);
    await following.next();
    await database.pool.query("alter table crosswalk.events rename column progress to hidden");
    try {
      await database.pool.query("select pg_notify('crosswalk_events', $1)", [`${migration.id}`]);
      await expect(following.next()).rejects.toThrow("progress");
    } finally {
      await database.pool.query("alter table crosswalk.events rename column hidden to progress");
    }
    await migration.end();
    expect(await collect(feed.follow(migration.id, null))).toEqual(migration.cursors);
  });

  it("is left at once by who does not want it any more, and by all when the feed stops", async () => {
    const { feed } = await openFeed();
    const migration = await createToldMigration(database.pool, "left");
    const enough = new AbortController();
    const [one, other] = [
      collect(feed.follow(migration.id, null, enough.signal)),
      collect(feed.follow(migration.id, null)),
    ];
    enough.abort();
    expect(await one).toEqual([]);
    const ends = feed.finished().next();
    await feed.stop();
    expect(await other).toEqual([]);
    expect(await ends).toEqual({ done: true, value: undefined });
  });
});

describe("the ends of migrations", () => {
  /** Nobody can connect to the test's database meanwhile. */
  async function withoutNewConnections(act: () => Promise<void>): Promise<void> {
    const allow = (isAllowed: boolean) =>
      database.pool.query("update pg_database set datallowconn = $1 where datname = current_database()", [isAllowed]);
    await allow(false);
    try {
      await act();
    } finally {
      await allow(true);
    }
  }

  async function take(ends: AsyncIterator<number>, count: number): Promise<number[]> {
    const ids: number[] = [];
    while (ids.length < count) ids.push((await ends.next()).value as number);
    return ids;
  }

  it("are told from now on, each once and in order, to all", async () => {
    const before = await createToldMigration(database.pool, "ended before");
    await before.end();
    const { feed } = await openFeed();
    const [a, b, c] = [
      await createToldMigration(database.pool, "a"),
      await createToldMigration(database.pool, "b"),
      await createToldMigration(database.pool, "c"),
    ];
    const early = feed.finished();
    await c.end();
    expect(await take(early, 1)).toEqual([c.id]);
    const late = feed.finished();
    await database.pool.query("select pg_notify('crosswalk_events', $1)", [`${c.id} end`]);
    await b.end("FAILED");
    await a.end("CANCELLED");
    expect(await take(early, 2)).toEqual([b.id, a.id]);
    expect(await take(late, 2)).toEqual([b.id, a.id]);
  });

  it("are told although nobody could listen when they came, also of migrations that had not begun then", async () => {
    const { feed } = await openFeed();
    const old = await createToldMigration(database.pool, "old");
    const ends = feed.finished();
    const missed: number[] = [];
    await withoutNewConnections(async () => {
      await database.pool.query(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen %'",
      );
      await eventually("nobody listens", async () => {
        const { rows } = await database.pool.query(
          "select from pg_stat_activity where datname = current_database() and query like 'listen %'",
        );
        return rows.length === 0;
      });
      for (let i = 0; i < 150; i++) {
        const migration = await createToldMigration(database.pool, "new");
        await migration.end();
        missed.push(migration.id);
      }
      await old.end();
      missed.push(old.id);
    });
    expect(await take(ends, missed.length)).toEqual(missed);
    const next = await createToldMigration(database.pool, "new");
    await next.end();
    expect(await take(ends, 1)).toEqual([next.id]);
  });

  it("are no longer kept for one who is far behind, who is told so", async () => {
    const { feed } = await openFeed();
    const [slow, quick] = [feed.finished(), feed.finished()];
    const endMany = (count: number) =>
      database.pool.query(
        `with ended as (
           insert into crosswalk.migrations (pipeline, status, options, trigger, rules, finished_at)
           select 'many', 'SUCCEEDED', '{}', 'API', 'rules', now() from generate_series(1, $1) returning id)
         select pg_notify('crosswalk_events', max(id) || ' end') from ended`,
        [count],
      );
    await endMany(1_500);
    await take(quick, 1_500);
    await endMany(1);
    await take(quick, 1);
    await expect(slow.next()).rejects.toMatchObject({ code: "SUBSCRIBER_TOO_SLOW" });
  });
});
