import { settleChange } from "../core/change/settle.js";
import { DEFAULT_BATCH_SIZE } from "../core/options.js";
import type { Target } from "../core/ports.js";
import type { MigrationRun } from "./migration-run.js";

/** Finds out what became of changes that a broken-off migration of this pipeline intended, and keeps that with them. */
export async function settleChanges(run: MigrationRun): Promise<void> {
  const unsettled = await run.changes.unsettled(run.pipeline.name);
  if (unsettled.length === 0) return;
  await run.progress.stage("SETTLE", null, null, async () => {
    const target = await run.openTarget();
    try {
      for (const migrationId of unsettled) await settleMigration(run, migrationId, target);
    } finally {
      await target.close();
    }
  });
}

async function settleMigration(run: MigrationRun, migrationId: number, target: Target): Promise<void> {
  for (const { update } of run.pipeline.models) {
    if (!update) continue;
    for (let after = 0; ; ) {
      run.signal.throwIfAborted();
      const batch = await run.changes.intended(migrationId, update.entity, after, DEFAULT_BATCH_SIZE);
      const last = batch.at(-1);
      if (last === undefined) break;
      after = last.number;
      const current = await target.current(
        update,
        batch.map((change) => change.recordId),
      );
      const states = new Map(
        batch.map((change) => [change.number, settleChange(change, current.get(change.recordId))]),
      );
      run.progress.note(batch.length);
      await run.changes.confirm(
        migrationId,
        update.entity,
        states,
        [],
        run.progress.milestone({ settling: migrationId }),
      );
      run.progress.tellIfDue();
    }
  }
  await run.progress.told();
  await run.changes.markSettled(migrationId, run.progress.milestone({ settled: migrationId }));
}
