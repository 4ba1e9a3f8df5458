import type pg from "pg";
import type { Milestone } from "../../../core/parts.js";
import type { UpsertBatch } from "../../../core/upsert/target.js";
import { inTransaction } from "../../database/transaction.js";
import { keepMilestone } from "../parts.js";
import { addCounts } from "./add-counts.js";
import { forgetDuplicateKeys, keepDuplicateKeys } from "./duplicate-keys.js";
import { PlannedEffects } from "./planned-effects.js";
import { settleEffects } from "./settle-effects.js";
import { Tally } from "./tally.js";
import { writeContacts } from "./write-contacts.js";
import { writeLog } from "./write-log.js";
import { writeSponsorships } from "./write-sponsorships.js";
import { writeStudents } from "./write-students.js";

/**
 * Each key of a batch is looked up through an index. Left to itself the planner would read whole tables for a large
 * batch, and compare all with all in tables that have grown since they were last analysed.
 */
const BY_INDEX = "set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_material = off";

/** Keeps batches as they come, what they add to the counts, and the milestone behind them as one. */
export async function writeBatches(
  pool: pg.Pool,
  batches: Iterable<UpsertBatch> | AsyncIterable<UpsertBatch>,
  milestone: () => Milestone,
  isLast: boolean,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(BY_INDEX);
    const tally = new Tally();
    const duplicateKeys: number[] = [];
    let owner: UpsertBatch | null = null;
    for await (const batch of batches) {
      await writeBatch(client, batch, tally);
      for (const key of batch.duplicateKeys) duplicateKeys.push(key);
      owner = batch;
    }
    const reached = milestone();
    if (isLast) await forgetDuplicateKeys(client, reached.claim.partId);
    else await keepDuplicateKeys(client, reached.claim.partId, duplicateKeys);
    if (owner !== null) await addCounts(client, owner, tally);
    await keepMilestone(client, reached);
  });
}

async function writeBatch(client: pg.ClientBase, batch: UpsertBatch, tally: Tally): Promise<void> {
  const writes = await settleEffects(client, batch.writes);
  if (!batch.dryRun) {
    const planned = new PlannedEffects(writes);
    await writeStudents(client, planned);
    await writeContacts(client, planned);
    await writeSponsorships(client, planned);
  }
  await writeLog(client, batch, writes);
  tally.add(batch, writes);
}
