import type { ProgressEvent } from "../../core/ports.js";
import { hasEnded } from "../../core/status.js";
import { Bell } from "./bell.js";
import { type EventReader, PAGE } from "./event-reader.js";
import { lookWhenTold } from "./look-when-told.js";

/** The newest events that are kept for all who follow; who is further behind reads them again. */
const KEPT = 2 * PAGE;

/** The events of one migration, read once a process and told to all who follow it. */
export class Trail {
  /** how many follow it */
  followers = 0;
  /** Told that there may be something new. */
  readonly look = lookWhenTold(() => this.#look());
  readonly #migrationId: number;
  readonly #reader: EventReader;
  readonly #bell = new Bell();
  /** the newest events without a gap, in order; null before the first look */
  #newest: ProgressEvent[] | null = null;
  /** up to where events are not, or no longer, among the newest */
  #gone = 0n;
  #isOver = false;
  #fault: { readonly error: unknown } | null = null;

  constructor(migrationId: number, reader: EventReader) {
    this.#migrationId = migrationId;
    this.#reader = reader;
  }

  /** whether those who follow it were told an error: it does not go on */
  get isBroken(): boolean {
    return this.#fault !== null;
  }

  /** Lets those who follow see whether they still want to. */
  wake(): void {
    this.#bell.ring();
  }

  /** The events after a cursor, each once and in order, until the migration's end or `isLeft`. */
  async *follow(after: string | null, isLeft: () => boolean, until?: AbortSignal): AsyncGenerator<ProgressEvent> {
    let cursor = BigInt(after ?? 0);
    while (!isLeft()) {
      if (this.#fault) throw this.#fault.error;
      const isBehind = this.#newest !== null && cursor < this.#gone;
      const events = isBehind ? (await this.#reader.replay(this.#migrationId, cursor)).events : this.#after(cursor);
      for (const event of events) {
        if (isLeft()) return;
        yield event;
        cursor = BigInt(event.cursor);
        if (hasEnded(event.progress.status)) return;
      }
      if (events.length > 0) continue;
      // Events that were deleted meanwhile don't come any more.
      if (isBehind) cursor = this.#gone;
      else if (this.#isOver) return;
      // Nothing was awaited since the newest were looked through: nothing is told in between unheard.
      else await this.#bell.wait(until);
    }
  }

  #after(cursor: bigint): readonly ProgressEvent[] {
    const newest = this.#newest ?? [];
    let first = newest.length;
    while (first > 0 && BigInt((newest[first - 1] as ProgressEvent).cursor) > cursor) first--;
    return newest.slice(first);
  }

  async #look(): Promise<void> {
    try {
      for (let isMore = true; isMore && !this.#isOver; ) {
        isMore = await (this.#newest === null ? this.#begin() : this.#goOn(this.#newest));
        this.#bell.ring();
      }
    } catch (error) {
      this.#fault = { error };
      this.#bell.ring();
    }
  }

  async #begin(): Promise<false> {
    const { events, hasEnded } = await this.#reader.newest(this.#migrationId);
    // Where there may be others before them, they are sure to have no gap only behind the first.
    if (events.length === PAGE) this.#gone = BigInt(events[0]?.cursor ?? 0);
    this.#newest = [...events];
    this.#isOver = hasEnded;
    return false;
  }

  /** Gives whether there may be more. */
  async #goOn(newest: ProgressEvent[]): Promise<boolean> {
    const head = BigInt(newest.at(-1)?.cursor ?? this.#gone);
    const { events, hasEnded } = await this.#reader.next(this.#migrationId, head);
    newest.push(...events);
    const lastGone = newest.splice(0, newest.length - KEPT).at(-1);
    if (lastGone) this.#gone = BigInt(lastGone.cursor);
    const isMore = events.length === PAGE;
    this.#isOver = hasEnded && !isMore;
    return isMore;
  }
}
