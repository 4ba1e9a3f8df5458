import type { UpsertRun } from "../migration-run.js";
import type { FinishTask, Reached } from "./task.js";

/** Keeps up to where the source was read, and measures what there is to report. */
export async function finishUpsert(run: UpsertRun): Promise<void> {
  const { startedAt, takesAll } = run.part.task as FinishTask;
  if (takesAll) await moveWatermark(run, new Date(startedAt));
  await run.progress.stage("REPORT", null, null, run.measureReports);
}

async function moveWatermark({ target, migrationId, doneParts }: UpsertRun, startedAt: Date): Promise<void> {
  const taken = (await doneParts()).filter(({ kind }) => kind === "TAKE");
  const moments = taken.flatMap(({ checkpoint }) => (checkpoint as Reached).latestModification ?? []);
  const latest = moments.sort().at(-1);
  if (latest === undefined) return;
  // A row dated in the future must not hide those of the days until then.
  const until = new Date(latest) < startedAt ? new Date(latest) : startedAt;
  await target.moveWatermark(migrationId, until);
}
