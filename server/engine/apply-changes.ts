import { type SettledState, settleChange } from "../core/change/settle.js";
import { MigrationCancelled } from "../core/errors.js";
import { DEFAULT_BATCH_SIZE } from "../core/options.js";
import type { Update } from "../core/pipeline.js";
import type { Target } from "../core/ports.js";
import type { IntendedChange, RejectionRow } from "../core/stores.js";
import type { MigrationRun } from "./migration-run.js";
import { changesPlanned } from "./reconciliation-parts.js";

/**
 * Applies the intended changes batch by batch, each confirmed once the target has committed it. Whoever goes on after
 * another worker finds in the changes themselves how far it came.
 */
export async function applyChanges(run: MigrationRun): Promise<void> {
  const done = await run.doneParts();
  // An earlier worker may have applied what comes first now, and died before it confirmed it.
  let inDoubt = run.part.claim.attempt > 1;
  for (const { name, update } of run.pipeline.models)
    if (update)
      await run.progress.stage("APPLY", name, changesPlanned(done, name), async () => {
        const target = await run.openTarget();
        try {
          inDoubt = await applyUpdate(run, { model: name, update, target }, inDoubt);
        } finally {
          await target.close();
        }
      });
  await run.changes.markSettled(run.migrationId, run.progress.milestone({ settled: run.migrationId }));
}

interface Applying {
  readonly model: string;
  readonly update: Update;
  readonly target: Target;
}

/** Gives whether what comes next is still in doubt: it is until a batch was confirmed. */
async function applyUpdate(run: MigrationRun, applying: Applying, doubt: boolean): Promise<boolean> {
  const size = run.options.batchSize ?? DEFAULT_BATCH_SIZE;
  let inDoubt = doubt;
  for (let after = 0; ; ) {
    await stopIfAborted(run, inDoubt);
    const batch = await run.changes.intended(run.migrationId, applying.update.entity, after, size);
    const last = batch.at(-1);
    if (last === undefined) return inDoubt;
    after = last.number;
    await applyBatch(run, applying, batch, inDoubt);
    inDoubt = false;
  }
}

async function applyBatch(
  run: MigrationRun,
  { model, update, target }: Applying,
  batch: readonly IntendedChange[],
  inDoubt: boolean,
): Promise<void> {
  await run.assertHeld();
  const taken = await target.apply(update, batch);
  const refused = batch.filter((change) => !taken.has(change.recordId));
  const overtaken = inDoubt ? await notAppliedBefore(update, target, refused) : refused;
  const states = new Map<number, SettledState>(batch.map((change) => [change.number, "APPLIED"]));
  for (const change of overtaken) states.set(change.number, "NOT_APPLIED");
  run.progress.count({ updated: batch.length - overtaken.length, rejected: overtaken.length });
  run.progress.note(batch.length);
  await run.changes.confirm(
    run.migrationId,
    update.entity,
    states,
    overtaken.map((change) => changedMeanwhile(run, model, change)),
    run.progress.milestone({ confirmed: batch.at(-1)?.number }),
  );
  run.progress.tellIfDue();
}

/** Of the changes that the target refused, those that it does not have from an earlier worker. */
async function notAppliedBefore(
  update: Update,
  target: Target,
  refused: readonly IntendedChange[],
): Promise<readonly IntendedChange[]> {
  if (refused.length === 0) return refused;
  const current = await target.current(
    update,
    refused.map(({ recordId }) => recordId),
  );
  return refused.filter((change) => settleChange(change, current.get(change.recordId)) !== "APPLIED");
}

/**
 * Between two batches all that was begun is confirmed, so that the rest can be given up and nothing is in doubt.
 * Where that is not so yet, whoever cancels waits for one batch more.
 */
async function stopIfAborted(run: MigrationRun, inDoubt: boolean): Promise<void> {
  if (!run.signal.aborted) return;
  if (run.signal.reason instanceof MigrationCancelled) {
    if (inDoubt) return;
    await run.progress.told();
    await run.changes.abandon(run.migrationId, run.progress.milestone({ abandoned: run.migrationId }));
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
