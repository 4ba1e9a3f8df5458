import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

/** Writes events as a worker does, at the rate. */
export class EventWriter {
  written = 0;
  readonly #committedAt: number[] = [];
  readonly #database: pg.Client;
  readonly #migrationId: number;
  readonly #rate: number;

  constructor(database: pg.Client, migrationId: number, rate: number) {
    this.#database = database;
    this.#migrationId = migrationId;
    this.#rate = rate;
  }

  async write(events: number): Promise<void> {
    const began = performance.now();
    for (let i = 0; i < events; i++) {
      await pause(Math.max(0, began + (i * 1000) / this.#rate - performance.now()));
      await this.#append("RUNNING");
    }
  }

  async end(): Promise<void> {
    await this.#append("SUCCEEDED");
  }

  committedAt(event: number): number {
    return this.#committedAt[event] as number;
  }

  async #append(status: string): Promise<void> {
    const counts = { read: 0, matched: 0, orphans: 0, duplicates: 0, updated: 0, rejected: 0 };
    const event = ++this.written;
    const progress = {
      status,
      stage: "READ",
      model: null,
      done: event,
      total: null,
      rate: null,
      estimatedEnd: null,
      counts,
    };
    await this.#database.query("begin");
    if (status !== "RUNNING")
      await this.#database.query("update migrations set status = 'SUCCEEDED', finished_at = now() where id = $1", [
        this.#migrationId,
      ]);
    await this.#database.query("insert into events (migration_id, progress) values ($1, $2)", [
      this.#migrationId,
      progress,
    ]);
    await this.#database.query("select pg_notify('crosswalk_events', $1)", [
      `${this.#migrationId}${status === "RUNNING" ? "" : " end"}`,
    ]);
    this.#committedAt[event] = performance.timeOrigin + performance.now();
    await this.#database.query("commit");
  }
}
