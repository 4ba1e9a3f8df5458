import type { Model } from "../core/pipeline.js";
import type { FindingsTransaction } from "../core/stores.js";
import { classifyModel } from "./classify-model.js";
import { loadModel } from "./load-model.js";
import { matchModel } from "./match-model.js";
import type { MigrationRun } from "./migration-run.js";
import { planChanges } from "./plan-changes.js";
import { type MatchCheckpoint, type MatchTask, type SideRead, sidesRead } from "./reconciliation-parts.js";
import { storeFindings } from "./store-findings.js";

/** Matches a model and keeps all that was found, with the changes that follow, as one transaction. */
export async function matchSides(run: MigrationRun): Promise<void> {
  // All of it is one transaction: an earlier worker came to its end, or to nothing.
  if (run.part.checkpoint !== null) return;
  const sides = sidesRead(await run.doneParts());
  const { model, position } = modelOf(run);
  const resultId = sides[0].results[model.name] as number;
  const findings = await run.openFindings();
  try {
    await findings.openResult(resultId, model, position);
    const changes = await reconcile(run, { model, resultId, sides, findings });
    await findings.deleteNotes(resultId);
    run.signal.throwIfAborted();
    const isToBeApplied = !run.options.dryRun && changes > 0;
    await findings.commit(run.progress.milestone({ changes } satisfies MatchCheckpoint), isToBeApplied);
  } catch (error) {
    await findings.rollback();
    throw error;
  }
}

function modelOf({ pipeline, part }: MigrationRun): { readonly model: Model; readonly position: number } {
  const { model: name } = part.task as MatchTask;
  const position = pipeline.models.findIndex((model) => model.name === name);
  const model = pipeline.models[position];
  if (!model) throw new Error(`${pipeline.name} has no model ${name}`);
  return { model, position };
}

interface Reconciling {
  readonly model: Model;
  readonly resultId: number;
  readonly sides: readonly SideRead[];
  readonly findings: FindingsTransaction;
}

/** Gives the number of changes that the model needs; nothing of its records stays in memory. */
async function reconcile(run: MigrationRun, reconciling: Reconciling): Promise<number> {
  const { model, findings } = reconciling;
  const { read, matched } = await run.progress.stage("MATCH", model.name, null, async () => {
    const loaded = await loadModel(run, reconciling);
    return { read: loaded, matched: await matchModel(run, loaded) };
  });
  const classified = await classifyModel(run, read, matched);
  const plan = await planChanges(run, read, matched, classified, findings);
  await storeFindings(run, { read, matched, classified, findings, rejected: plan.rejections });
  return plan.changes;
}
