import { firstNumberOf } from "../../core/parts.js";
import type { UpsertBatch } from "../../core/upsert/target.js";
import type { Intake } from "./intake.js";
import { add, gainOf, keep, NO_GAIN } from "./keep.js";
import { duplicateBatches } from "./reject-duplicates.js";
import { eachLine, rowOf } from "./row-batch.js";
import { emptyBatch, rejectionOf, type Taking } from "./taking.js";

/**
 * Ends a part: rejects the rows without a key and the duplicates, as they are read, in one transaction.
 * They have no position to go on from, so that all of it is kept or nothing.
 */
export async function keepRest(taking: Taking, intake: Intake, withoutKey: AsyncIterable<Buffer>): Promise<void> {
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
  withoutKey: AsyncIterable<Buffer>,
): AsyncGenerator<UpsertBatch> {
  for await (const lines of withoutKey) {
    const rejections = eachLine(lines).flatMap((line) => {
      const refusal = intake.refuse(line);
      return refusal === null ? [] : rejectionOf(taking, rowOf(line), refusal);
    });
    if (rejections.length > 0)
      yield {
        ...emptyBatch(taking, firstNumberOf(taking.run.part)),
        rejections,
        rows: rejections.length,
      };
  }
}
