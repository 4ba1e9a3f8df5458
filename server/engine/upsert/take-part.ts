import { RowReader } from "../../core/record-reader.js";
import type { Selection } from "../../core/upsert/upsert.js";
import type { UpsertRun } from "../migration-run.js";
import { whileWanted } from "../while-wanted.js";
import { findDuplicates } from "./find-duplicates.js";
import { Intake } from "./intake.js";
import { recount } from "./keep.js";
import { RowKeeper } from "./keep-rows.js";
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
      const { duplicates, lines } = isWhole(run.options, task.modifiedSince)
        ? { duplicates: new Set<number>(), lines: null }
        : await findDuplicates(taking, wanted);
      const intake = new Intake(taking, duplicates, reached);
      await apply(() => takeRows(taking, intake, lines === null ? readRows(taking, wanted) : inTurn(lines)));
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

function readRows({ run, snapshot, present }: Taking, selection: Selection): AsyncIterable<Buffer> {
  return snapshot.readLines((schema) => run.upsert.select(schema, present, selection));
}

async function takeRows(taking: Taking, intake: Intake, lines: AsyncIterable<Buffer>): Promise<void> {
  // No `for await`: it would end the reading where the rows with keys end, and the others are read on later.
  const chunks = lines[Symbol.asyncIterator]();
  try {
    const withoutKey = await takeKeyedRows(taking, intake, chunks);
    await keepRest(taking, intake, inTurn(withoutKey === null ? [] : [withoutKey], chunks));
  } finally {
    await chunks.return?.();
  }
}

/** Takes rows, batch by batch, up to the first one that has no key; gives the ones from there on that were read already. */
async function takeKeyedRows(taking: Taking, intake: Intake, chunks: AsyncIterator<Buffer>): Promise<Buffer | null> {
  const keeper = new RowKeeper(taking);
  let withoutKey: Buffer | null = null;
  for (let chunk = await chunks.next(); !chunk.done && withoutKey === null; ) {
    const lines = chunk.value;
    for (let start = 0; start < lines.length; ) {
      const next = intake.take(lines, start);
      if (next === null) {
        withoutKey = lines.subarray(start);
        break;
      }
      start = next;
      if (intake.isFull(keeper.size)) await keeper.take(intake.batch());
    }
    if (withoutKey === null) chunk = await chunks.next();
  }
  intake.end();
  if (intake.isFull(1)) await keeper.take(intake.batch());
  await keeper.end();
  return withoutKey;
}

/** The lines that are there, then what is read on; where none is there, all was read. */
async function* inTurn(
  first: readonly Buffer[],
  chunks: AsyncIterator<Buffer> | null = null,
): AsyncGenerator<Buffer, void> {
  yield* first;
  if (chunks === null || first.length === 0) return;
  for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) yield chunk.value;
}
