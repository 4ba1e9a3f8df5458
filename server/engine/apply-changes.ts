import type { SettledState } from "../core/change/settle.js";
import { MigrationCancelled } from "../core/errors.js";
import { DEFAULT_BATCH_SIZE } from "../core/options.js";
import type { Update } from "../core/pipeline.js";
import type { Target } from "../core/ports.js";
import type { IntendedChange, RejectionRow } from "../core/stores.js";
import type { MigrationRun } from "./migration-run.js";

/** Applies the intended changes batch by batch, each confirmed once the target has committed it. */
export async function applyChanges(run: MigrationRun, changes: number): Promise<void> {
  for (const { name, update } of run.pipeline.models)
    if (update)
      await run.progress.stage("APPLY", name, changes, async () => {
        const target = await run.openTarget();
        try {
          await applyUpdate(run, name, update, target);
        } finally {
          await target.close();
        }
      });
  await run.changes.markSettled(run.migrationId);
}

async function applyUpdate(run: MigrationRun, model: string, update: Update, target: Target): Promise<void> {
  const size = run.options.batchSize ?? DEFAULT_BATCH_SIZE;
  let after = 0;
  for (;;) {
    await stopIfCancelled(run);
    const batch = await run.changes.intended(run.migrationId, update.entity, after, size);
    const last = batch.at(-1);
    if (last === undefined) return;
    after = last.number;
    const applied = await target.apply(update, batch);
    const states = new Map<number, SettledState>(
      batch.map((change) => [change.number, applied.has(change.recordId) ? "APPLIED" : "NOT_APPLIED"]),
    );
    const overtaken = batch.filter((change) => !applied.has(change.recordId));
    await run.changes.confirm(
      run.migrationId,
      update.entity,
      states,
      overtaken.map((change) => changedMeanwhile(run, model, change)),
    );
    run.progress.count({ updated: applied.size, rejected: overtaken.length });
    run.progress.advance(batch.length);
  }
}

/** Between two batches all that was begun is confirmed, so that the rest can be given up and nothing is in doubt. */
async function stopIfCancelled(run: MigrationRun): Promise<void> {
  if (!run.signal.aborted) return;
  if (run.signal.reason instanceof MigrationCancelled) {
    await run.changes.abandon(run.migrationId);
    await run.changes.markSettled(run.migrationId);
  }
  throw run.signal.reason;
}

function changedMeanwhile({ pipeline }: MigrationRun, model: string, change: IntendedChange): RejectionRow {
  return {
    model,
    side: "RIGHT",
    source: pipeline.right.name,
    recordId: change.recordId,
    reason: "changed_meanwhile",
    message: `${pipeline.right.title} changed ${change.field} after it was read, or the record is gone; it stays as it is.`,
    row: { [change.field]: change.before },
  };
}
