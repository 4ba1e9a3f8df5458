import { DEFAULT_UPSERT_BATCH_SIZE } from "../../core/options.js";
import type { Row } from "../../core/record.js";
import { RowReader } from "../../core/record-reader.js";
import type { RejectionRow } from "../../core/stores.js";
import { isModifiedSince, readMoment } from "../../core/upsert/since.js";
import { prepareBatch } from "./prepare-batch.js";
import { type Duplicates, rejectDuplicates } from "./reject-duplicates.js";
import type { MappedRow, RowBatch } from "./row-batch.js";
import { rejectionOf, type Taking } from "./taking.js";
import { writeBatch } from "./write-batch.js";

/** Takes the selected rows in, batch by batch, each as one; gives the latest modification among them. */
export async function takeRows(taking: Taking, duplicates: Duplicates): Promise<Date | null> {
  const { run, model, snapshot, present, selection } = taking;
  const takesAll = Object.values(selection).every((bound) => bound === null);
  return run.progress.stage("APPLY", model.name, null, async () => {
    if (takesAll) run.progress.expect(await snapshot.count(model.left.table));
    const intake = new Intake(taking, duplicates, await run.target.codes());
    const size = run.options.batchSize ?? DEFAULT_UPSERT_BATCH_SIZE;
    for await (const rows of snapshot.read((schema) => run.upsert.select(schema, present, selection)))
      for (const row of rows) {
        intake.take(row);
        if (intake.rows === size) await keep(taking, intake.batch());
      }
    if (intake.rows > 0) await keep(taking, intake.batch());
    await rejectDuplicates(taking, duplicates, intake.duplicateKeys);
    return intake.latestModification;
  });
}

async function keep(taking: Taking, batch: RowBatch): Promise<void> {
  const { run } = taking;
  run.signal.throwIfAborted();
  const { written, rejected } = await writeBatch(taking, await prepareBatch(taking, batch));
  run.progress.count({ read: batch.rows, rejected, updated: written });
  run.progress.advance(batch.rows);
}

/** Turns rows into entities or rejections, and gathers them; of duplicates only the keys. */
class Intake {
  rows = 0;
  readonly duplicateKeys = new Set<number>();
  latestModification: Date | null = null;
  private mapped: MappedRow[] = [];
  private rejections: RejectionRow[] = [];
  private readonly reader: RowReader;
  private readonly contentPositions: readonly number[];

  constructor(
    private readonly taking: Taking,
    private readonly duplicates: Duplicates,
    private readonly codes: ReadonlySet<string>,
  ) {
    const { run, model } = taking;
    this.reader = new RowReader(model.columns);
    const names = model.columns.map((column) => column.name);
    this.contentPositions = run.upsert.contentColumns.map((name) => names.indexOf(name) + 1);
  }

  take(row: Row): void {
    const { run, selection, today } = this.taking;
    const record = this.reader.of(row);
    const modified = record.cell(run.upsert.modifiedColumn);
    if (selection.modifiedSince && !isModifiedSince(modified, selection.modifiedSince)) return;
    const duplicateKey = this.duplicates.get(row[0] ?? "");
    if (duplicateKey !== undefined) {
      this.duplicateKeys.add(duplicateKey);
      return;
    }
    const moment = modified === null ? null : readMoment(modified);
    if (moment && (this.latestModification === null || moment > this.latestModification))
      this.latestModification = moment;
    this.rows++;
    const mapping = run.upsert.map(record, { codes: this.codes, today });
    if (mapping.kind === "rejected") this.rejections.push(rejectionOf(this.taking, row, mapping));
    else this.mapped.push({ row, mapping, contentHash: mapping.unknownCode === null ? this.fingerprint(row) : null });
  }

  batch(): RowBatch {
    const batch = { rows: this.rows, mapped: this.mapped, rejections: this.rejections };
    this.rows = 0;
    this.mapped = [];
    this.rejections = [];
    return batch;
  }

  private fingerprint(row: Row): string {
    return this.taking.run.fingerprint(this.contentPositions.map((position) => row[position] ?? null));
  }
}
