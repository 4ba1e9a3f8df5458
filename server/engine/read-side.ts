import { LineCursor } from "../core/line-cursor.js";
import { NoteTaker } from "../core/match/notes.js";
import type { Model } from "../core/pipeline.js";
import type { Snapshot, Source } from "../core/ports.js";
import { SearchSegment } from "../core/search/segment.js";
import { LineTerms } from "../core/search/terms.js";
import type { FindingsTransaction, RecordSink } from "../core/stores.js";
import { drive } from "./drive.js";
import type { MigrationRun } from "./migration-run.js";
import { type ReadCheckpoint, type ReadTask, sourceOf } from "./reconciliation-parts.js";
import { whileWanted } from "./while-wanted.js";

/** Records whose notes and search terms are in memory at a time: some megabytes, whatever the size of the source. */
const RECORDS_A_SEGMENT = 65_536;

/** With its row's header and key a piece of so many bytes fills a page of PostgreSQL. */
const BYTES_A_PIECE = 8_000;

/** Reads one side of every model from one view of its source; keeps the records, what finds them, and what matching needs of them. */
export async function readSide(run: MigrationRun): Promise<void> {
  // All of it is one transaction: an earlier worker came to its end, or to nothing.
  if (run.part.checkpoint !== null) return;
  const { side } = run.part.task as ReadTask;
  const source = await run.openSource(sourceOf(run.pipeline, side));
  await whileWanted(run.signal, [source], () => readModels(run, source));
}

async function readModels(run: MigrationRun, source: Source): Promise<void> {
  const snapshot = await source.openSnapshot({ besideOthers: true });
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
  const { side } = run.part.task as ReadTask;
  const { table, select } = side === "LEFT" ? model.left : model.right;
  return run.progress.stage("READ", model.name, null, async () => {
    run.progress.expect(await snapshot.count(table));
    const intake = new SideIntake(run, model, findings);
    for await (const lines of snapshot.readLines(select)) {
      run.signal.throwIfAborted();
      const records = await intake.take(lines);
      run.progress.count({ read: records });
      run.progress.advance(records);
    }
    await intake.end();
    return intake.records;
  });
}

/** Takes in the records of one side of a model as they arrive. */
class SideIntake {
  records = 0;
  private readonly line: LineCursor;
  private readonly terms: LineTerms;
  private readonly taker: NoteTaker;
  private readonly segment = new SearchSegment();
  /** number of the segment's first record, counted from 1 */
  private first = 1;
  private pieces = 0;
  private sink: RecordSink;

  constructor(
    private readonly run: MigrationRun,
    private readonly model: Model,
    private readonly findings: FindingsTransaction,
  ) {
    this.line = new LineCursor(1 + model.columns.length);
    this.terms = new LineTerms(model.columns);
    this.taker = new NoteTaker(model, this.task.side, this.line);
    this.sink = this.openSink();
  }

  /** Gives how many there were. */
  async take(lines: Buffer): Promise<number> {
    const before = this.records;
    for (let start = 0; start < lines.length; ) {
      const end = this.line.goTo(lines, start);
      const number = ++this.records * this.sign;
      this.terms.each(this.line, (term) => this.segment.add(number, term));
      this.taker.take(number);
      const full = this.sink.write(lines, start, end);
      if (full) await full;
      if (this.records - this.first + 1 === RECORDS_A_SEGMENT) {
        await this.keepSegment();
        this.sink = this.openSink();
      }
      start = end;
    }
    return this.records - before;
  }

  end(): Promise<void> {
    return this.keepSegment();
  }

  private get task(): ReadTask {
    return this.run.part.task as ReadTask;
  }

  /** Left records are numbered 1, 2, 3 …, right ones -1, -2, -3 … */
  private get sign(): 1 | -1 {
    return this.task.side === "LEFT" ? 1 : -1;
  }

  private get resultId(): number {
    return this.task.results[this.model.name] as number;
  }

  private openSink(): RecordSink {
    return this.findings.records({ resultId: this.resultId, side: this.task.side, first: this.first });
  }

  /** Ends the sink of records, since there is one sink at a time, and writes what was made of them. */
  private async keepSegment(): Promise<void> {
    await this.sink.end();
    await this.keepTerms();
    await this.keepNotes();
    this.first = this.records + 1;
  }

  private async keepTerms(): Promise<void> {
    const { resultId } = this;
    const buckets = this.findings.searchBuckets();
    for (const { bucket, postings } of await drive(this.segment.arrange(), this.run.signal))
      await buckets.write({ resultId, bucket, segment: this.first * this.sign, postings });
    await buckets.end();
    this.segment.clear();
  }

  private async keepNotes(): Promise<void> {
    const { resultId } = this;
    const { side } = this.task;
    const { notes } = this.taker;
    const sink = this.findings.notes();
    for (const noted of notes.inPieces(BYTES_A_PIECE)) {
      const full = sink.write({ resultId, side, number: ++this.pieces, ...noted });
      if (full) await full;
    }
    await sink.end();
    notes.clear();
  }
}
