import { joined } from "../core/match/agreement.js";
import { comparableValues } from "../core/match/explain.js";
import { packExtract } from "../core/match/extract.js";
import { HeldField } from "../core/match/field-values.js";
import { HeldValues } from "../core/match/held-values.js";
import { IntList } from "../core/match/int-list.js";
import type { Model } from "../core/pipeline.js";
import type { Row, Side } from "../core/record.js";
import { RowReader } from "../core/record-reader.js";
import { HeldTerms } from "../core/search/postings.js";
import { termsOf } from "../core/search/terms.js";

/** Takes in the records of one side of a model, and keeps of each what matching needs until it is asked for. */
export class SideIntake {
  private taken = 0;
  private cutAt = 0;
  private readonly keyValues = new HeldValues();
  private readonly ruleValues = new HeldValues();
  private readonly excludable = new IntList();
  private readonly field = new HeldField();
  private readonly terms = new HeldTerms();
  private readonly reader: RowReader;
  private readonly keyPositions: readonly number[];
  private readonly fieldPosition: number;

  constructor(
    private readonly model: Model,
    private readonly side: Side,
  ) {
    this.reader = new RowReader(model.columns);
    const positionOf = (name: string): number => model.columns.findIndex((column) => column.name === name) + 1;
    this.keyPositions = model.matchKeys.map((key) => positionOf(key.column));
    this.fieldPosition = model.update ? positionOf(model.update.field) : 0;
  }

  /** The number of the record: 1, 2, 3 … on the left, -1, -2, -3 … on the right. */
  take(row: Row): number {
    const { model } = this;
    this.taken++;
    const number = this.side === "LEFT" ? this.taken : -this.taken;
    const record = this.reader.of(row);

    model.matchKeys.forEach((key, i) => {
      for (const value of comparableValues(row[this.keyPositions[i] as number] ?? null, key))
        this.keyValues.add(number, value, i);
    });
    model.candidateRules.forEach((rule, i) => {
      if (rule.role === "finds") for (const value of rule.values(record)) this.ruleValues.add(number, joined(value), i);
    });
    if (model.exclusion?.side === this.side && model.exclusion.applies(record)) this.excludable.push(number);
    for (const term of termsOf(row, model.columns)) this.terms.add(number, term);
    if (model.update) this.field.add(row[this.fieldPosition] ?? null);
    return number;
  }

  get records(): number {
    return this.taken;
  }

  /** how many of them came since the last cut */
  get waiting(): number {
    return this.taken - this.cutAt;
  }

  /** What matching needs of those that wait, packed. */
  cut(): Buffer {
    const { keyValues, ruleValues, excludable, field, terms } = this;
    const packed = packExtract({
      records: this.waiting,
      keyValues: keyValues.pairs(),
      ruleValues: ruleValues.pairs(),
      excludable: excludable.view(),
      field: field.column(),
      terms: terms.postings(),
    });
    // The room is used again: reading must not leave a trail of arrays behind it.
    for (const held of [keyValues, ruleValues, excludable, field, terms]) held.clear();
    this.cutAt = this.taken;
    return packed;
  }
}
