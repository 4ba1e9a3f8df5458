import { applyChanges } from "./apply-changes.js";
import { checkSources } from "./check-sources.js";
import type { MigrationRun } from "./migration-run.js";
import { reconcile } from "./reconcile.js";
import { settleChanges } from "./settle-changes.js";
import { whileWanted } from "./while-wanted.js";

/** source → normalise → match → classify → apply → report */
export async function runMigration(run: MigrationRun): Promise<void> {
  const both = [run.left, run.right];
  await whileWanted(run.signal, both, () => run.progress.stage("CHECK", null, null, () => checkBothSources(run)));
  await settleChanges(run);
  const changes = await whileWanted(run.signal, both, () => reconcile(run));
  if (!run.options.dryRun) await applyChanges(run, changes);
  await run.progress.stage("REPORT", null, null, run.measureReports);
}

async function checkBothSources({ pipeline, left, right }: MigrationRun): Promise<void> {
  const { models } = pipeline;
  await checkSources([
    {
      source: left,
      declaration: pipeline.left,
      queries: models.map((model) => ({ gives: model.left.class, select: model.left.select })),
    },
    {
      source: right,
      declaration: pipeline.right,
      queries: models.map((model) => ({ gives: model.right.class, select: model.right.select })),
    },
  ]);
}
