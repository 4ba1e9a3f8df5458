import { TargetRefusal, type UpsertBatch } from "../../core/upsert/target.js";
import type { PreparedBatch } from "./prepare-batch.js";
import { emptyBatch, rejectionOf, type Taking } from "./taking.js";

/** How many keys were created or updated, and how many rows were rejected. */
export interface Written {
  readonly written: number;
  readonly rejected: number;
}

/**
 * Keeps a batch as one. Where the target refuses it, its halves are tried, and so on down to single keys,
 * so that the good rows are written and only the bad ones rejected.
 */
export async function writeBatch(taking: Taking, { batch, rowOf }: PreparedBatch): Promise<Written> {
  const waiting: UpsertBatch[] = [batch];
  let rejected = batch.rejections.length;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    try {
      await taking.run.target.write(next);
    } catch (error) {
      if (!(error instanceof TargetRefusal) || next.writes.length === 0) throw error;
      const [only] = next.writes;
      if (next.writes.length === 1 && only) {
        const row = rowOf.get(only.key)?.row ?? [only.recordId];
        const rejection = rejectionOf(taking, row, { reason: "database_error", message: error.message });
        waiting.push({ ...next, writes: [], rejections: [...next.rejections, rejection] });
        rejected++;
      } else {
        const half = Math.ceil(next.writes.length / 2);
        // The first half carries what else belongs to the batch.
        waiting.push({ ...emptyBatch(taking), writes: next.writes.slice(half) });
        waiting.push({ ...next, writes: next.writes.slice(0, half) });
      }
    }
  }
  const changed = batch.writes.filter(({ effects }) => effects.some(({ effect }) => effect !== "UNCHANGED")).length;
  return { written: changed - (rejected - batch.rejections.length), rejected };
}
