import type { Model } from "../core/pipeline.js";
import type { Snapshot, Source } from "../core/ports.js";
import type { FindingsTransaction } from "../core/stores.js";
import type { MigrationRun } from "./migration-run.js";
import { type ReadCheckpoint, type ReadTask, sourceOf } from "./reconciliation-parts.js";
import { SideIntake } from "./side-intake.js";
import { whileWanted } from "./while-wanted.js";

/** So many that there are few extracts, so few that each is some hundred kilobytes: reading takes no more memory than one. */
const RECORDS_AN_EXTRACT = 2_000;

/** Reads one side of every model from one view of its source; keeps the records, and what matching needs of them. */
export async function readSide(run: MigrationRun): Promise<void> {
  // All of it is one transaction: an earlier worker came to its end, or to nothing.
  if (run.part.checkpoint !== null) return;
  const { side } = run.part.task as ReadTask;
  const source = await run.openSource(sourceOf(run.pipeline, side));
  await whileWanted(run.signal, [source], () => readModels(run, source));
}

async function readModels(run: MigrationRun, source: Source): Promise<void> {
  const snapshot = await source.openSnapshot();
  const findings = await run.openFindings();
  try {
    const read: Record<string, number> = {};
    for (const model of run.pipeline.models) read[model.name] = await readModel(run, model, snapshot, findings);
    run.signal.throwIfAborted();
    await findings.commit(run.progress.milestone({ read } satisfies ReadCheckpoint));
  } catch (error) {
    await findings.rollback();
    throw error;
  }
}

/** Gives how many records the model has. */
async function readModel(
  run: MigrationRun,
  model: Model,
  snapshot: Snapshot,
  findings: FindingsTransaction,
): Promise<number> {
  const { side, results } = run.part.task as ReadTask;
  const { partId } = run.part.claim;
  const { table, select } = side === "LEFT" ? model.left : model.right;
  return run.progress.stage("READ", model.name, null, async () => {
    run.progress.expect(await snapshot.count(table));
    const intake = new SideIntake(model, side);
    const resultId = results[model.name] as number;
    let sink = findings.records();
    let chunk = 0;
    const keepExtract = async (): Promise<void> => {
      await sink.end();
      await findings.keepExtract({ partId, model: model.name, chunk: chunk++ }, intake.cut());
    };
    for await (const rows of snapshot.read(select)) {
      run.signal.throwIfAborted();
      for (const row of rows) await sink.write({ resultId, number: intake.take(row), row });
      run.progress.count({ read: rows.length });
      run.progress.advance(rows.length);
      if (intake.waiting < RECORDS_AN_EXTRACT) continue;
      await keepExtract();
      sink = findings.records();
    }
    await keepExtract();
    return intake.records;
  });
}
