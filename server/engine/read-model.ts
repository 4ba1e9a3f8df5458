import { joined } from "../core/match/agreement.js";
import { comparableValues } from "../core/match/explain.js";
import { IntList } from "../core/match/int-list.js";
import { Interner } from "../core/match/interner.js";
import type { RecordSpace } from "../core/match/record-space.js";
import { ValueIndex } from "../core/match/value-index.js";
import type { Model } from "../core/pipeline.js";
import type { Snapshot } from "../core/ports.js";
import type { Row, Side } from "../core/record.js";
import { RowReader } from "../core/record-reader.js";
import { SearchIndex } from "../core/search/postings.js";
import { termsOf } from "../core/search/terms.js";
import type { FindingsTransaction, RecordRow, RowSink } from "../core/stores.js";
import type { MigrationRun } from "./migration-run.js";

/** What is kept in memory of a model's records once they are read and stored. */
export interface ReadModel {
  readonly model: Model;
  readonly resultId: number;
  readonly space: RecordSpace;
  /** values of match keys, by the key's position */
  readonly keyValues: ValueIndex;
  /** values of the rules that find candidates, by the rule's position */
  readonly ruleValues: ValueIndex;
  /** numbers of the records that the model's exclusion applies to, should they stay unmatched */
  readonly excludable: IntList;
  readonly search: SearchIndex;
  /** the field that the model updates, as both sides have it */
  readonly fieldValues: FieldValues;
}

interface Reading {
  readonly model: Model;
  readonly resultId: number;
  readonly left: Snapshot;
  readonly right: Snapshot;
  readonly findings: FindingsTransaction;
}

/** Reads both sides of a model at once, stores each record, and keeps ids and values for matching. */
export async function readModel(run: MigrationRun, reading: Reading): Promise<ReadModel> {
  const { model, left, right, findings } = reading;
  return run.progress.stage("READ", model.name, null, async () => {
    const totals = await Promise.all([left.count(model.left.table), right.count(model.right.table)]);
    run.progress.expect(totals[0] + totals[1]);
    const intake = new Intake(model, reading.resultId, findings.records());
    await bothOrNeither(
      [left, right],
      [
        readSide(run, intake, "LEFT", left.read(model.left.select)),
        readSide(run, intake, "RIGHT", right.read(model.right.select)),
      ],
    );
    return intake.end();
  });
}

/** Waits for both; when one fails its fellow is ended as well, so that nothing is read behind our back. */
async function bothOrNeither(snapshots: readonly Snapshot[], reading: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.all(reading);
  } catch (error) {
    await Promise.allSettled(snapshots.map((snapshot) => snapshot.close()));
    await Promise.allSettled(reading);
    throw error;
  }
}

async function readSide(
  run: MigrationRun,
  intake: Intake,
  side: Side,
  batches: AsyncIterable<readonly Row[]>,
): Promise<void> {
  for await (const rows of batches) {
    run.signal.throwIfAborted();
    for (const row of rows) await intake.take(side, row);
    run.progress.count({ read: rows.length });
    run.progress.advance(rows.length);
  }
}

/** Takes records in, from both sides in turn. */
class Intake {
  private left = 0;
  private right = 0;
  private readonly keyValues = new ValueIndex();
  private readonly ruleValues = new ValueIndex();
  private readonly excludable = new IntList();
  private readonly search = new SearchIndex();
  private readonly fieldValues = new FieldValues();
  private readonly reader: RowReader;
  private readonly keyPositions: readonly number[];
  private readonly fieldPosition: number;

  constructor(
    private readonly model: Model,
    private readonly resultId: number,
    private readonly sink: RowSink<RecordRow>,
  ) {
    this.reader = new RowReader(model.columns);
    const positionOf = (name: string): number => model.columns.findIndex((column) => column.name === name) + 1;
    this.keyPositions = model.matchKeys.map((key) => positionOf(key.column));
    this.fieldPosition = model.update ? positionOf(model.update.field) : 0;
  }

  take(side: Side, row: Row): Promise<void> | undefined {
    const { model } = this;
    const number = side === "LEFT" ? ++this.left : -++this.right;
    const record = this.reader.of(row);

    model.matchKeys.forEach((key, i) => {
      for (const value of comparableValues(row[this.keyPositions[i] as number] ?? null, key))
        this.keyValues.add(number, value, i);
    });
    model.candidateRules.forEach((rule, i) => {
      if (rule.role === "finds") for (const value of rule.values(record)) this.ruleValues.add(number, joined(value), i);
    });
    if (model.exclusion?.side === side && model.exclusion.applies(record)) this.excludable.push(number);
    for (const term of termsOf(row, model.columns)) this.search.add(number, term);
    if (model.update) this.fieldValues.add(side, row[this.fieldPosition] ?? null);
    return this.sink.write({ resultId: this.resultId, number, row });
  }

  async end(): Promise<ReadModel> {
    await this.sink.end();
    const { model, resultId, keyValues, ruleValues, excludable, search, fieldValues } = this;
    const space = { left: this.left, right: this.right };
    return { model, resultId, space, keyValues, ruleValues, excludable, search, fieldValues };
  }
}

/** One field of every record; statuses repeat, so each value is kept once. */
export class FieldValues {
  private readonly values = new Interner();
  private readonly left = new IntList();
  private readonly right = new IntList();

  add(side: Side, value: string | null): void {
    (side === "LEFT" ? this.left : this.right).push(value === null ? -1 : this.values.intern(value));
  }

  /** a value's number for a record's number; equal numbers are equal values */
  of(record: number): number {
    return record > 0 ? this.left.at(record - 1) : this.right.at(-record - 1);
  }

  text(value: number): string | null {
    return value < 0 ? null : this.values.text(value);
  }
}
