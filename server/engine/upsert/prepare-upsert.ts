import type { Phases } from "../../core/parts.js";
import type { Source } from "../../core/ports.js";
import { EVERYTHING } from "../../core/upsert/upsert.js";
import { checkSources } from "../check-sources.js";
import type { UpsertRun } from "../migration-run.js";
import { whileWanted } from "../while-wanted.js";
import { divide } from "./divide.js";
import { selectRows } from "./select-rows.js";
import { modelOf } from "./taking.js";
import type { FinishTask, TakeTask } from "./task.js";

/** Checks the source and decides, once for all parts, which rows are taken, and by how many parts. */
export async function prepareUpsert(run: UpsertRun): Promise<Phases> {
  const left = await run.openSource(run.pipeline.left.name);
  return whileWanted(run.signal, [left], async () => {
    await run.progress.stage("CHECK", null, null, () => checkSource(run, left));
    const startedAt = run.now();
    const { modifiedSince, takesAll } = await selectRows(run, startedAt);
    const task: Omit<TakeTask, "after" | "upTo"> = {
      resultId: await run.target.openResult(run.migrationId),
      today: startedAt.toISOString().slice(0, 10),
      modifiedSince: modifiedSince?.toISOString() ?? null,
    };
    const finish: FinishTask = { startedAt: startedAt.toISOString(), takesAll };
    return [await divide(run, left, task), [{ kind: "FINISH", task: finish }]];
  });
}

async function checkSource({ pipeline, upsert }: UpsertRun, left: Source): Promise<void> {
  const { class: gives, table } = modelOf(pipeline).left;
  const present = await left.columnsOf(table);
  const select = (schema: string): string => upsert.select(schema, present, EVERYTHING);
  await checkSources([{ source: left, declaration: pipeline.left, queries: [{ gives, select }] }]);
}
