import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Lease } from "../../core/stores.js";
import { SESSION_OPTIONS } from "./open.js";

/** First half of our advisory lock keys, so that they meet nobody else's: "CWLK". The other half is a part's id. */
export const LEASE_CLASS = 0x43574c4b;

/** Leases show at least so often that their holder lives … */
const SIGN_OF_LIFE_MS = 2_000;
/** … and are gone after so long without: PostgreSQL ends the session, and with it the locks, or the holder lets go itself. */
const LONGEST_SILENCE_MS = 8_000;
const GOOD_BYE_MS = 1_000;
/** A session without leases is kept so long: one part often follows another, and to connect takes as long as a short one. */
const KEPT_MS = 5_000;

/** The leases that a worker holds. */
export interface Leases {
  /** Null where another process holds the lease, or this one does already. */
  take(partId: number): Promise<Lease | null>;
  /** to be called once none is held any more */
  close(): Promise<void>;
}

/**
 * The leases of a worker's parts: advisory locks of one session of its own. A process that dies loses them at once, one
 * that is frozen or cut off after some seconds.
 */
export function openLeases(url: string, worker: string): Leases {
  let current: LeaseSession | null = null;
  return {
    take(partId) {
      if (current === null || current.isOver) current = new LeaseSession(url, worker);
      return current.take(partId);
    },
    close: async () => current?.end(),
  };
}

class LeaseSession {
  private readonly client: pg.Client;
  private readonly lost = new AbortController();
  /** parts whose lease is held, or is being taken or released */
  private readonly parts = new Set<number>();
  private readonly connected: Promise<unknown>;
  private readonly signs: NodeJS.Timeout;
  private answeredAt = performance.now();
  private unusedSince: number | null = null;
  isOver = false;

  constructor(url: string, worker: string) {
    this.client = new pg.Client({
      connectionString: url,
      options: `${SESSION_OPTIONS} -c idle_session_timeout=${LONGEST_SILENCE_MS}`,
      application_name: worker,
      connectionTimeoutMillis: LONGEST_SILENCE_MS,
      keepAlive: true,
    });
    this.client.on("error", (cause) => this.lose(cause));
    this.client.on("end", () => this.lose());
    this.signs = setInterval(() => this.showLife(), SIGN_OF_LIFE_MS).unref();
    this.connected = this.client.connect();
    this.connected.catch((cause: unknown) => this.lose(cause));
  }

  async take(partId: number): Promise<Lease | null> {
    // The session could take its own lock again.
    if (this.parts.has(partId)) return null;
    this.unusedSince = null;
    this.parts.add(partId);
    try {
      await this.connected;
      const { rows } = await this.client.query<{ taken: boolean }>("select pg_try_advisory_lock($1, $2) as taken", [
        LEASE_CLASS,
        partId,
      ]);
      if (rows[0]?.taken) return { lost: this.lost.signal, release: () => this.release(partId) };
    } catch (error) {
      this.lose(error);
      throw error;
    }
    this.leave(partId);
    return null;
  }

  async end(): Promise<void> {
    if (this.isOver) return;
    this.isOver = true;
    clearInterval(this.signs);
    // A connection that is cut off never says good-bye.
    await Promise.race([this.client.end().catch(() => {}), delay(GOOD_BYE_MS, undefined, { ref: false })]);
  }

  private async release(partId: number): Promise<void> {
    if (this.isOver) return;
    const unlocked = this.client.query("select pg_advisory_unlock($1, $2)", [LEASE_CLASS, partId]).then(
      () => this.leave(partId),
      (cause: unknown) => this.lose(cause),
    );
    // A connection that is cut off never answers, which its signs of life find out; one that is slow holds other leases.
    await Promise.race([unlocked, delay(GOOD_BYE_MS, undefined, { ref: false })]);
  }

  private leave(partId: number): void {
    this.parts.delete(partId);
    if (this.parts.size === 0) this.unusedSince = performance.now();
  }

  private showLife(): void {
    const now = performance.now();
    if (this.unusedSince !== null && now - this.unusedSince > KEPT_MS) {
      void this.end();
      return;
    }
    if (now - this.answeredAt > LONGEST_SILENCE_MS) {
      this.lose();
      return;
    }
    this.client.query("select").then(
      () => {
        this.answeredAt = performance.now();
      },
      (cause: unknown) => this.lose(cause),
    );
  }

  private lose(cause?: unknown): void {
    if (!this.isOver) void this.end();
    this.lost.abort(new Error("connection terminated: the lease of the part is gone", { cause }));
  }
}
