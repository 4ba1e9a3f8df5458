import { unpackExtract, unreadable } from "../core/match/extract.js";
import { FieldValues } from "../core/match/field-values.js";
import { IntList } from "../core/match/int-list.js";
import type { RecordSpace } from "../core/match/record-space.js";
import { ValueIndex } from "../core/match/value-index.js";
import type { Model } from "../core/pipeline.js";
import { SearchIndex } from "../core/search/postings.js";
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
  /** values of the rules that find candidates, by the rule's position */
  readonly ruleValues: ValueIndex;
  /** numbers of the records that the model's exclusion applies to, should they stay unmatched */
  readonly excludable: IntList;
  readonly search: SearchIndex;
  /** the field that the model updates, as both sides have it */
  readonly fieldValues: FieldValues;
}

interface Loading {
  readonly model: Model;
  readonly resultId: number;
  readonly sides: readonly SideRead[];
  readonly findings: FindingsTransaction;
}

/**
 * Puts together what the readers of both sides kept of a model: the left side's first, so that the same records
 * give the same findings, in the same order, whoever read which side when.
 */
export async function loadModel(run: MigrationRun, loading: Loading): Promise<ReadModel> {
  const { model, resultId, sides, findings } = loading;
  const space = { left: 0, right: 0 };
  const read = {
    keyValues: new ValueIndex(),
    ruleValues: new ValueIndex(),
    excludable: new IntList(),
    search: new SearchIndex(),
    fieldValues: new FieldValues(),
  };
  for (const { side, partId, read: expected } of sides) {
    let records = 0;
    for await (const packed of findings.extractsOf(partId, model.name)) {
      run.signal.throwIfAborted();
      const extract = unpackExtract(packed);
      records += extract.records;
      read.keyValues.append(extract.keyValues);
      read.ruleValues.append(extract.ruleValues);
      read.excludable.append(extract.excludable);
      read.search.append(extract.terms);
      read.fieldValues.append(side, extract.field);
    }
    if (records !== expected[model.name])
      throw unreadable(`of ${expected[model.name]} records of ${model.name} it has ${records}`);
    space[side === "LEFT" ? "left" : "right"] = records;
  }
  return { model, resultId, space, ...read };
}
