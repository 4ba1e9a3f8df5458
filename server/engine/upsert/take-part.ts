import { DEFAULT_UPSERT_BATCH_SIZE } from "../../core/options.js";
import type { Row } from "../../core/record.js";
import { RowReader } from "../../core/record-reader.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { UpsertRun } from "../migration-run.js";
import { whileWanted } from "../while-wanted.js";
import { findDuplicates } from "./find-duplicates.js";
import { Intake } from "./intake.js";
import { recount } from "./keep.js";
import { keepRows } from "./keep-rows.js";
import { keepRest } from "./reject-rest.js";
import { isWhole } from "./select-rows.js";
import { modelOf, type Taking } from "./taking.js";
import { type Checkpoint, NOTHING_YET, type TakeTask } from "./task.js";

/** Takes the rows of a range of keys, from where an earlier worker left it. */
export async function takePart(run: UpsertRun): Promise<void> {
  const reached = (run.part.checkpoint ?? NOTHING_YET) as Checkpoint;
  const task = run.part.task as TakeTask;
  const model = modelOf(run.pipeline);
  const apply = (work: () => Promise<void>): Promise<void> =>
    run.progress.stage("APPLY", model.name, null, async () => {
      recount(run, reached);
      await work();
    });
  if (reached.isOver) return apply(async () => {});
  const left = await run.openSource(run.pipeline.left.name);
  await whileWanted(run.signal, [left], async () => {
    const present = await left.columnsOf(model.left.table);
    const wanted = await selectionOf(run, task, reached);
    const snapshot = await left.openSnapshot();
    try {
      const taking: Taking = {
        run,
        task,
        model,
        snapshot,
        present,
        codes: await run.target.codes(),
        reader: new RowReader(model.columns),
      };
      const { duplicates, rows } = isWhole(run.options, task.modifiedSince)
        ? { duplicates: new Set<number>(), rows: null }
        : await findDuplicates(taking, wanted);
      const intake = new Intake(taking, duplicates, reached);
      await apply(() => takeRows(taking, intake, rows === null ? readRows(taking, wanted) : rest(rows)));
    } finally {
      await snapshot.close().catch(() => {});
    }
  });
}

/** The rows that are left to be taken. */
async function selectionOf(run: UpsertRun, task: TakeTask, reached: Checkpoint): Promise<Selection> {
  const { idRange, limit, rejectedOf } = run.options;
  return {
    modifiedSince: task.modifiedSince === null ? null : new Date(task.modifiedSince),
    idRange: idRange ?? null,
    ids: rejectedOf === undefined ? null : await run.target.rejectedIds(rejectedOf),
    limit: limit === undefined ? null : limit - reached.rows,
    after: reached.key ?? task.after,
    upTo: task.upTo,
  };
}

function readRows({ run, snapshot, present }: Taking, selection: Selection): AsyncIterable<readonly Row[]> {
  return snapshot.read((schema) => run.upsert.select(schema, present, selection));
}

async function takeRows(taking: Taking, intake: Intake, rows: AsyncIterable<readonly Row[]>): Promise<void> {
  // No `for await`: it would end the reading where the rows with keys end, and the others are read on later.
  const chunks = rows[Symbol.asyncIterator]();
  try {
    const withoutKey = await takeKeyedRows(taking, intake, chunks);
    await keepRest(taking, intake, rest(withoutKey, chunks));
  } finally {
    await chunks.return?.();
  }
}

/** Takes rows, batch by batch, up to the first one that has no key; gives the ones from there on that were read already. */
async function takeKeyedRows(
  taking: Taking,
  intake: Intake,
  chunks: AsyncIterator<readonly Row[]>,
): Promise<readonly Row[]> {
  const { upsert, options } = taking.run;
  const size = options.batchSize ?? DEFAULT_UPSERT_BATCH_SIZE;
  let withoutKey: readonly Row[] = [];
  for (let chunk = await chunks.next(); !chunk.done && withoutKey.length === 0; ) {
    for (const [i, row] of chunk.value.entries()) {
      const key = upsert.keyOf(row[0] ?? "");
      if (key === null) {
        withoutKey = chunk.value.slice(i);
        break;
      }
      intake.take(row, key);
      if (intake.isFull(size)) await keepRows(taking, intake.batch());
    }
    if (withoutKey.length === 0) chunk = await chunks.next();
  }
  intake.end();
  if (intake.isFull(1)) await keepRows(taking, intake.batch());
  return withoutKey;
}

async function* rest(
  first: readonly Row[],
  chunks: AsyncIterator<readonly Row[]> | null = null,
): AsyncGenerator<readonly Row[], void> {
  if (first.length === 0) return;
  yield first;
  if (chunks === null) return;
  for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value;
}
