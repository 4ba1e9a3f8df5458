import { DEFAULT_UPSERT_BATCH_SIZE } from "../../core/options.js";
import { TargetRefusal, type UpsertBatch } from "../../core/upsert/target.js";
import { gainOf, keep } from "./keep.js";
import { type Decided, decideBatch, planBatch, rejectBatch } from "./prepare-batch.js";
import { halvesOf, joined, type RowBatch, type TakenRow } from "./row-batch.js";
import type { Taking } from "./taking.js";

/** Rows that are kept together at most, where hardly any has changed: some megabytes, compared again within a fraction of a second. */
const MOST_TOGETHER = 10_000;

/** Rows that were looked at, and what was decided about them. */
interface Prepared {
  readonly rows: RowBatch;
  readonly decided: Decided;
}

/**
 * Keeps rows in transactions that change so many of them at most. Rows that have not changed wait for others: most
 * migrations find little else, and a transaction for each thousand took a fifth of their time.
 */
export class RowKeeper {
  /** how many rows are looked at together */
  readonly size: number;
  private waiting: Prepared | null = null;

  constructor(private readonly taking: Taking) {
    this.size = taking.run.options.batchSize ?? DEFAULT_UPSERT_BATCH_SIZE;
  }

  async take(rows: RowBatch): Promise<void> {
    this.taking.run.signal.throwIfAborted();
    const prepared = await prepare(this.taking, rows);
    if (this.waiting && changesOf(this.waiting) + changesOf(prepared) > this.size) await this.keepWaiting();
    this.waiting = this.waiting ? join(this.waiting, prepared) : prepared;
    if (changesOf(this.waiting) >= this.size || this.waiting.decided.rows >= MOST_TOGETHER) await this.keepWaiting();
  }

  /** There are no more of them. */
  end(): Promise<void> {
    return this.keepWaiting();
  }

  private async keepWaiting(): Promise<void> {
    const { waiting } = this;
    this.waiting = null;
    if (waiting) await keepPrepared(this.taking, waiting);
  }
}

async function prepare(taking: Taking, rows: RowBatch): Promise<Prepared> {
  return { rows, decided: await decideBatch(taking, rows) };
}

function changesOf({ decided, rows }: Prepared): number {
  return decided.planned.length + decided.rejections.length + rows.duplicateKeys.length;
}

function join(first: Prepared, second: Prepared): Prepared {
  const [a, b] = [first.decided, second.decided];
  const unknownCodes = new Map(a.unknownCodes);
  for (const [code, rows] of b.unknownCodes) unknownCodes.set(code, (unknownCodes.get(code) ?? 0) + rows);
  return {
    rows: joined(first.rows, second.rows),
    decided: {
      ...a,
      planned: [...a.planned, ...b.planned],
      rejections: [...a.rejections, ...b.rejections],
      skipped: a.skipped + b.skipped,
      rows: a.rows + b.rows,
      duplicates: a.duplicates + b.duplicates,
      unknownCodes,
      duplicateKeys: [...a.duplicateKeys, ...b.duplicateKeys],
    },
  };
}

/**
 * Keeps rows as one. Where the target refuses them, their halves are batches of their own, and so on down to single
 * rows, so that the good rows are written and only the bad ones rejected.
 */
async function keepPrepared(taking: Taking, prepared: Prepared): Promise<void> {
  const toKeep: (Prepared | RowBatch)[] = [prepared];
  for (let next = toKeep.pop(); next !== undefined; next = toKeep.pop()) {
    taking.run.signal.throwIfAborted();
    const { rows, decided } = "decided" in next ? next : await prepare(taking, next);
    const batch = await planBatch(taking, decided);
    try {
      await write(taking, batch, rows);
    } catch (error) {
      if (!(error instanceof TargetRefusal) || batch.writes.length === 0) throw error;
      if (rows.rows.length > 1) toKeep.push(...halvesOf(rows).toReversed());
      else await write(taking, rejectBatch(taking, batch, rows.rows[0] as TakenRow, error.message), rows);
    }
  }
}

async function write({ run }: Taking, batch: UpsertBatch, { reached }: RowBatch): Promise<void> {
  await keep(
    run,
    () => ({ gain: gainOf(batch), reached }),
    (milestone) => run.target.write(batch, milestone),
  );
}
