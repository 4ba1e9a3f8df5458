import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { makePool } from "../database/client.js";

/** So long a connection waits for the next part that reads the same service. */
const IDLE_MS = 10_000;

/** So long a service may take to answer at all. */
const PATIENCE_MS = 10_000;

/**
 * Few large queries, whose sorts and hashes then need no disk, and whose plans are not worth compiling: together a third
 * of the time that they took.
 */
const READING = "-c default_transaction_read_only=on -c work_mem=64MB -c jit=off";

/** Settings of every connection to a service. */
export function connectionTo(url: string, settings: string): pg.ClientConfig {
  return {
    connectionString: url,
    options: `-c timezone=UTC -c datestyle=ISO ${settings}`,
    application_name: "crosswalk",
    connectionTimeoutMillis: PATIENCE_MS,
  };
}

/**
 * The connections of a process that read services. One part of a migration takes over those of the part before it: to
 * connect and to learn a schema anew takes PostgreSQL some 70 ms, as long as it takes to read ten thousand rows.
 */
export class ReadingConnections {
  private readonly pools = new Map<string, pg.Pool>();
  private readonly used = new WeakSet<pg.PoolClient>();

  async take(url: string): Promise<ReadingConnection> {
    const pool = this.poolOf(url);
    for (;;) {
      const client = await pool.connect();
      if (!this.used.has(client) || (await answers(client))) {
        this.used.add(client);
        return new ReadingConnection(client);
      }
      client.release(true);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.end()));
  }

  private poolOf(url: string): pg.Pool {
    const known = this.pools.get(url);
    if (known) return known;
    // As many as the parts under way need, and none that keeps a process from ending.
    const max = Number.POSITIVE_INFINITY;
    const kept = { max, idleTimeoutMillis: IDLE_MS, allowExitOnIdle: true };
    const pool = makePool({ ...connectionTo(url, READING), ...kept });
    this.pools.set(url, pool);
    return pool;
  }
}

/** Whether a connection that waited for long enough to have lost its server still has one. */
function answers(client: pg.PoolClient): Promise<boolean> {
  // The types lack the timeout of a single query.
  return client.query({ text: "select", query_timeout: PATIENCE_MS } as pg.QueryConfig).then(
    () => true,
    () => false,
  );
}

/** A connection that can't write, in one hand. */
export class ReadingConnection {
  private underWay = 0;
  private hasSnapshot = false;
  private isReleased = false;

  constructor(private readonly client: pg.PoolClient) {}

  async query<R extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<R[]> {
    this.assertHeld();
    this.underWay++;
    try {
      return (await this.client.query<R>(sql, values)).rows;
    } finally {
      this.underWay--;
    }
  }

  /** From here on one view of everything, until it is released. */
  async openSnapshot({ besideOthers }: { readonly besideOthers: boolean }): Promise<void> {
    this.hasSnapshot = true;
    // The snapshot is taken by the first query, not by BEGIN; the other source's is being taken now, not later.
    await this.query(
      `begin isolation level repeatable read read only;
       ${besideOthers ? "set local max_parallel_workers_per_gather = 0;" : ""} select 1`,
    );
  }

  /** The rows of a query as COPY text; it is sent once somebody reads. */
  async *copy(select: string): AsyncGenerator<Buffer, void, undefined> {
    this.assertHeld();
    // Counted down only at the end: what was read in part can't be used for anything else.
    this.underWay++;
    yield* this.client.query(copyTo(`copy (${select}) to stdout`)) as AsyncIterable<Buffer>;
    this.underWay--;
  }

  /** Gives it to whoever comes next; ends it where something is under way on it, or broke off. */
  async release(): Promise<void> {
    if (this.isReleased) return;
    this.isReleased = true;
    let isClean = this.underWay === 0;
    if (isClean && this.hasSnapshot)
      isClean = await this.client.query("rollback").then(
        () => true,
        () => false,
      );
    this.client.release(!isClean);
  }

  private assertHeld(): void {
    if (this.isReleased) throw new Error("the connection was given back");
  }
}
