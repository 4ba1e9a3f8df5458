import { TargetRefusal, type UpsertBatch } from "../../core/upsert/target.js";
import { gainOf, keep } from "./keep.js";
import { prepareBatch, rejectBatch } from "./prepare-batch.js";
import { halvesOf, type RowBatch, type TakenRow } from "./row-batch.js";
import type { Taking } from "./taking.js";

/**
 * Keeps a batch as one. Where the target refuses it, its halves are batches of their own, and so on down to single
 * rows, so that the good rows are written and only the bad ones rejected.
 */
export async function keepRows(taking: Taking, batch: RowBatch): Promise<void> {
  const { run } = taking;
  const waiting = [batch];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    run.signal.throwIfAborted();
    const prepared = await prepareBatch(taking, next);
    try {
      await write(taking, prepared, next);
    } catch (error) {
      if (!(error instanceof TargetRefusal) || prepared.writes.length === 0) throw error;
      if (next.rows.length > 1) waiting.push(...halvesOf(next).toReversed());
      else await write(taking, rejectBatch(taking, prepared, next.rows[0] as TakenRow, error.message), next);
    }
  }
}

async function write({ run }: Taking, prepared: UpsertBatch, { reached }: RowBatch): Promise<void> {
  await keep(
    run,
    () => ({ gain: gainOf(prepared), reached }),
    (milestone) => run.target.write(prepared, milestone),
  );
}
