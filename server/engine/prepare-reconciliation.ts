import type { Phases } from "../core/parts.js";
import type { Source } from "../core/ports.js";
import { checkSources } from "./check-sources.js";
import type { MigrationRun } from "./migration-run.js";
import { planPhases } from "./reconciliation-parts.js";
import { settleChanges } from "./settle-changes.js";
import { whileWanted } from "./while-wanted.js";

/** Sees that all can be read, settles what an earlier migration left, and says what is to be done. */
export async function prepareReconciliation(run: MigrationRun): Promise<Phases> {
  const left = await run.openSource(run.pipeline.left.name);
  const right = await run.openSource(run.pipeline.right.name);
  await run.progress.stage("CHECK", null, null, () =>
    whileWanted(run.signal, [left, right], () => checkBothSources(run, left, right)),
  );
  await settleChanges(run);
  return planPhases(run.part.phase + 1, await reserveResults(run), run.options.dryRun === true);
}

async function checkBothSources({ pipeline }: MigrationRun, left: Source, right: Source): Promise<void> {
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

/** Both sides store their records under one result a model, before anything else of it is there. */
async function reserveResults(run: MigrationRun): Promise<Readonly<Record<string, number>>> {
  const { models } = run.pipeline;
  const findings = await run.openFindings();
  try {
    const ids = await findings.reserveResults(models.length);
    const results = Object.fromEntries(models.map(({ name }, i) => [name, ids[i] as number]));
    await findings.commit(run.progress.milestone({ results }));
    return results;
  } catch (error) {
    await findings.rollback();
    throw error;
  }
}
