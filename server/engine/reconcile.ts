import type { Snapshot } from "../core/ports.js";
import { classifyModel } from "./classify-model.js";
import { matchModel } from "./match-model.js";
import type { MigrationRun } from "./migration-run.js";
import { planChanges } from "./plan-changes.js";
import { readModel } from "./read-model.js";
import { storeFindings } from "./store-findings.js";

/**
 * Reads and matches every model and keeps all that was found, with the changes that follow, as one transaction.
 * Gives the number of changes.
 */
export async function reconcile(run: MigrationRun): Promise<number> {
  const [left, right] = await openSnapshots(run);
  const findings = await run.openFindings();
  try {
    run.signal.throwIfAborted();
    let changes = 0;
    for (const [position, model] of run.pipeline.models.entries()) {
      const resultId = await findings.openResult(model, position);
      const read = await readModel(run, { model, resultId, left, right, findings });
      const matched = await matchModel(run, read);
      const classified = await classifyModel(run, read, matched);
      const plan = await planChanges(run, read, matched, classified, findings);
      await storeFindings(run, { read, matched, classified, findings, rejected: plan.rejections });
      changes += plan.changes;
    }
    run.signal.throwIfAborted();
    await findings.commit(changes > 0 && !run.options.dryRun);
    return changes;
  } catch (error) {
    await findings.rollback();
    throw error;
  } finally {
    await close([left, right]);
  }
}

/** One view of each source, taken side by side, for all models. */
async function openSnapshots({ left, right }: MigrationRun): Promise<[Snapshot, Snapshot]> {
  const opened = await Promise.allSettled([left.openSnapshot(), right.openSnapshot()]);
  const failed = opened.find((result) => result.status === "rejected");
  const snapshots = opened.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  if (failed) {
    await close(snapshots);
    throw failed.reason;
  }
  return snapshots as [Snapshot, Snapshot];
}

async function close(snapshots: readonly Snapshot[]): Promise<void> {
  await Promise.allSettled(snapshots.map((snapshot) => snapshot.close()));
}
