import type pg from "pg";
import { CrosswalkError } from "../../core/errors.js";
import { Bell } from "./bell.js";
import type { Lane } from "./lane.js";
import { lookWhenTold } from "./look-when-told.js";

/** Ids are given before they are committed: one so far below the highest may still appear. */
const LATE_IDS = 100;

/** Ends that are kept for subscribers who are slow to read. */
const KEPT = 1_000;

interface Seen {
  readonly id: number;
  readonly hasEnded: boolean;
}

/**
 * Migrations as they end, each once and in the order of their ends. A notification is only a hint to look:
 * what ended while nobody could listen is found as well.
 */
export class Ends {
  /** Told that something may have ended. */
  readonly look = lookWhenTold(() => this.#look());
  readonly #pool: pg.Pool;
  readonly #lane: Lane;
  readonly #bell = new Bell();
  /** the newest ends, and how many there were before them */
  readonly #told: number[] = [];
  #forgotten = 0;
  /** migrations that had not ended at the last look */
  #active: readonly number[] = [];
  /** those of the others that the next look meets again */
  #known: ReadonlySet<number> = new Set();
  #highest = 0;
  #fault: { readonly error: unknown } | null = null;

  private constructor(pool: pg.Pool, lane: Lane) {
    this.#pool = pool;
    this.#lane = lane;
  }

  /** Tells of ends from now on. */
  static async open(pool: pg.Pool, lane: Lane): Promise<Ends> {
    const ends = new Ends(pool, lane);
    ends.#note(
      await ends.#read("id > (select max(id) from migrations) - $1 or finished_at is null order by id", [LATE_IDS]),
    );
    return ends;
  }

  /** Lets those who follow see whether they still want to. */
  wake(): void {
    this.#bell.ring();
  }

  /** The ends from now on, until `isLeft`. */
  follow(isLeft: () => boolean, until?: AbortSignal): AsyncGenerator<number> {
    return this.#from(this.#forgotten + this.#told.length, isLeft, until);
  }

  async *#from(position: number, isLeft: () => boolean, until?: AbortSignal): AsyncGenerator<number> {
    for (let next = position; !isLeft(); ) {
      if (this.#fault) throw this.#fault.error;
      if (next < this.#forgotten) throw tooFarBehind();
      const id = this.#told[next - this.#forgotten];
      if (id === undefined) await this.#bell.wait(until);
      else {
        next++;
        yield id;
      }
    }
  }

  async #look(): Promise<void> {
    try {
      const seen = await this.#read("id > $1 or id = any ($2) order by finished_at, id", [
        this.#highest - LATE_IDS,
        this.#active,
      ]);
      this.#fault = null;
      // Never what is new, however much it is: nobody could have read it yet.
      this.#forgotten += this.#told.splice(0, this.#told.length - KEPT).length;
      this.#told.push(...this.#note(seen));
    } catch (error) {
      // For those who follow now; the next look makes up for this one.
      this.#fault = { error };
    }
    this.#bell.ring();
  }

  async #read(which: string, values: unknown[]): Promise<readonly Seen[]> {
    const sql = `select id, finished_at is not null as "hasEnded" from migrations where ${which}`;
    return this.#lane(async () => (await this.#pool.query<Seen>(sql, values)).rows);
  }

  /** Remembers what was seen; gives what had not ended before. */
  #note(seen: readonly Seen[]): readonly number[] {
    const ended = seen.filter(({ hasEnded }) => hasEnded).map(({ id }) => id);
    const fresh = ended.filter((id) => !this.#known.has(id));
    this.#active = seen.filter(({ hasEnded }) => !hasEnded).map(({ id }) => id);
    this.#known = new Set(ended);
    this.#highest = seen.reduce((highest, { id }) => Math.max(highest, id), this.#highest);
    return fresh;
  }
}

function tooFarBehind(): CrosswalkError {
  return new CrosswalkError(
    "SUBSCRIBER_TOO_SLOW",
    `More than ${KEPT} migrations ended before this subscriber had read of them. Subscribe again, and see \`migrations\` for what ended meanwhile.`,
  );
}
