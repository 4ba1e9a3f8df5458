import { CrosswalkError } from "../core/errors.js";
import { hashBytes } from "../core/hash.js";
import { LineCursor } from "../core/line-cursor.js";
import { FieldValues } from "../core/match/field-values.js";
import { IntList } from "../core/match/int-list.js";
import { KeyValues, type UnusableValues } from "../core/match/key-values.js";
import type { RecordSpace } from "../core/match/record-space.js";
import { TextList } from "../core/match/text-list.js";
import { HeldTraits } from "../core/match/traits.js";
import type { ValueIndex } from "../core/match/value-index.js";
import { columnPosition, type Model } from "../core/pipeline.js";
import type { Side } from "../core/record.js";
import { LineReader } from "../core/record-reader.js";
import type { FindingsTransaction } from "../core/stores.js";
import type { MigrationRun } from "./migration-run.js";
import type { SideRead } from "./reconciliation-parts.js";

/** What is in memory of a model's records when they are matched; the records themselves are stored. */
export interface ReadModel {
  readonly model: Model;
  readonly resultId: number;
  readonly space: RecordSpace;
  /** values of match keys, by the key's position */
  readonly keyValues: ValueIndex;
  /** where a match key holds a value that can't match */
  readonly unusable: UnusableValues;
  /** ids as hashes, by position: what the records of two migrations are met by */
  readonly ids: HeldIds;
  /** what the rules that find candidates look at */
  readonly traits: HeldTraits;
  /** numbers of the records that the model's exclusion applies to, should they stay unmatched */
  readonly excludable: IntList;
  /** the field that the model updates, as both sides have it; empty where it updates none, as are the following */
  readonly fieldValues: FieldValues;
  /** ids of the right records, in their order */
  readonly rightIds: TextList;
}

export interface HeldIds {
  readonly highs: IntList;
  readonly lows: IntList;
}

interface Loading {
  readonly model: Model;
  readonly resultId: number;
  readonly sides: readonly SideRead[];
  readonly findings: FindingsTransaction;
}

/**
 * Goes through what the readers of both sides kept of a model: the left side's first, so that the same records
 * give the same findings, in the same order, whoever read which side when.
 */
export async function loadModel(run: MigrationRun, loading: Loading): Promise<ReadModel> {
  const { model, resultId, sides, findings } = loading;
  const space = { left: 0, right: 0 };
  const expected = sides.reduce((records, { read }) => records + (read[model.name] ?? 0), 0);
  const intake = new MatchIntake(model, expected);
  for (const { side, read: counted } of sides) {
    let records = 0;
    for await (const lines of findings.linesOf(resultId, side)) {
      run.signal.throwIfAborted();
      records += intake.take(side, records, lines);
    }
    if (records !== counted[model.name]) throw incomplete(model, records, counted[model.name] ?? 0);
    space[side === "LEFT" ? "left" : "right"] = records;
  }
  return { model, resultId, space, ...intake.taken };
}

/** As a guess: of the keys of a record some are empty, and others a record of the other side holds too. */
const VALUES_A_RECORD = 2;

/** Notes of each record what matching needs. */
class MatchIntake {
  private readonly keys: KeyValues;
  private readonly traits: HeldTraits;
  private readonly excludable = new IntList();
  private readonly fieldValues = new FieldValues();
  private readonly rightIds = new TextList();
  private readonly ids: HeldIds = { highs: new IntList(), lows: new IntList() };
  private readonly hash = { high: 0, low: 0 };
  private readonly line: LineCursor;
  private readonly reader: LineReader;
  private readonly updatedCell: number | null;

  constructor(
    private readonly model: Model,
    expectedRecords: number,
  ) {
    const { matchKeys, candidateRules, columns, update } = model;
    this.keys = new KeyValues(matchKeys, columns, expectedRecords * VALUES_A_RECORD);
    this.traits = new HeldTraits(candidateRules, columns);
    this.line = new LineCursor(1 + columns.length);
    this.reader = new LineReader(this.line, columns);
    this.updatedCell = update ? columnPosition(columns, update.field) : null;
  }

  /** Takes more records of a side, of which so many were taken; gives how many. */
  take(side: Side, taken: number, lines: Buffer): number {
    const { line, model } = this;
    const excludes = model.exclusion?.side === side ? model.exclusion : null;
    let count = 0;
    for (let start = 0; start < lines.length; ) {
      start = line.goTo(lines, start);
      const number = side === "LEFT" ? taken + ++count : -taken - ++count;
      this.addId();
      this.keys.add(number, line);
      this.traits.add(number, line);
      if (excludes?.applies(this.reader)) this.excludable.push(number);
      if (this.updatedCell !== null) {
        this.fieldValues.add(number, line, this.updatedCell);
        if (side === "RIGHT") this.rightIds.add(line, 0);
      }
    }
    return count;
  }

  private addId(): void {
    const { line, ids } = this;
    const { high, low } = hashBytes(line.bytes, line.starts[0] as number, line.ends[0] as number, this.hash);
    ids.highs.push(high);
    ids.lows.push(low);
  }

  get taken() {
    const { keys, traits, excludable, fieldValues, rightIds, ids } = this;
    return { keyValues: keys.index, unusable: keys.unusable, traits, excludable, fieldValues, rightIds, ids };
  }
}

/** Not to be mended by trying again. */
function incomplete({ name }: Model, found: number, expected: number): CrosswalkError {
  return new CrosswalkError(
    "RECORDS_INCOMPLETE",
    `Of ${expected} records of ${name} that were read, ${found} are in the database. Start the migration again.`,
  );
}
