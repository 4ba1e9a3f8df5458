import { firstNumberOf } from "../../core/parts.js";
import type { Row } from "../../core/record.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import type { Intake } from "./intake.js";
import { add, gainOf, keep, NO_GAIN } from "./keep.js";
import { duplicateBatches } from "./reject-duplicates.js";
import { emptyBatch, rejectionOf, type Taking } from "./taking.js";

/**
 * Ends a part: rejects the rows without a key and the duplicates, as they are read, in one transaction.
 * They have no position to go on from, so that all of it is kept or nothing.
 */
export async function keepRest(
  taking: Taking,
  intake: Intake,
  withoutKey: AsyncIterable<readonly Row[]>,
): Promise<void> {
  const { run } = taking;
  const keys = await run.target.duplicateKeys(run.part.claim.partId);
  let gain = NO_GAIN;
  async function* batches(): AsyncGenerator<UpsertBatch> {
    for (const source of [keylessBatches(taking, intake, withoutKey), duplicateBatches(taking, keys)])
      for await (const batch of source) {
        run.signal.throwIfAborted();
        gain = add(gain, gainOf(batch));
        yield batch;
      }
  }
  await keep(
    run,
    () => ({ gain, reached: { ...intake.batch().reached, isOver: true } }),
    (milestone) => run.target.writeLast(batches(), milestone),
  );
}

async function* keylessBatches(
  taking: Taking,
  intake: Intake,
  withoutKey: AsyncIterable<readonly Row[]>,
): AsyncGenerator<UpsertBatch> {
  for await (const rows of withoutKey) {
    const rejections = rows.flatMap((row) => {
      const refusal = intake.refuse(row);
      return refusal === null ? [] : rejectionOf(taking, row, refusal);
    });
    if (rejections.length > 0)
      yield {
        ...emptyBatch(taking, firstNumberOf(taking.run.part)),
        rejections,
        rows: rejections.length,
      };
  }
}
