import { checkSources } from "../check-sources.js";
import type { UpsertRun } from "../migration-run.js";
import { whileWanted } from "../while-wanted.js";
import { findDuplicates } from "./reject-duplicates.js";
import { selectRows } from "./select-rows.js";
import { takeRows } from "./take-rows.js";

/** source → normalise → match by key → detect changes → apply, batch by batch → report */
export async function runUpsert(run: UpsertRun): Promise<void> {
  await whileWanted(run.signal, [run.left], () => takeIn(run));
  await run.progress.stage("REPORT", null, null, run.measureReports);
}

async function takeIn(run: UpsertRun): Promise<void> {
  const { pipeline, upsert, left, target, progress } = run;
  const model = pipeline.models[0];
  if (!model) throw new Error(`the pipeline ${pipeline.name} declares no model`);
  const present = await left.columnsOf(model.left.table);
  const everything = (schema: string): string =>
    upsert.select(schema, present, { modifiedSince: null, idRange: null, ids: null, limit: null });
  await progress.stage("CHECK", null, null, () =>
    checkSources([
      { source: left, declaration: pipeline.left, queries: [{ gives: model.left.class, select: everything }] },
    ]),
  );

  const startedAt = run.now();
  const { selection, watermark } = await selectRows(run, startedAt);
  const snapshot = await left.openSnapshot();
  try {
    const resultId = await target.openResult(run.migrationId);
    const taking = { run, model, snapshot, resultId, present, selection, today: startedAt.toISOString().slice(0, 10) };
    const modified = await takeRows(taking, await findDuplicates(taking));
    await watermark.move(modified);
  } finally {
    await snapshot.close().catch(() => {});
  }
}
