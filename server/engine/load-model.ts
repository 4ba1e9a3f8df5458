import { CrosswalkError } from "../core/errors.js";
import type { CellList } from "../core/match/cell-list.js";
import { FieldValues } from "../core/match/field-values.js";
import type { IntList } from "../core/match/int-list.js";
import type { UnusableValues } from "../core/match/key-values.js";
import { type HeldIds, Notes } from "../core/match/notes.js";
import type { RecordSpace } from "../core/match/record-space.js";
import type { HeldTraits } from "../core/match/traits.js";
import { indexValues, type ValueIndex } from "../core/match/value-index.js";
import type { Model } from "../core/pipeline.js";
import type { FindingsTransaction } from "../core/stores.js";
import { drive } from "./drive.js";
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
  /** by position */
  readonly ids: HeldIds;
  readonly traits: HeldTraits;
  readonly excludable: IntList;
  /** empty where the model updates no field, as is the following */
  readonly fieldValues: FieldValues;
  /** in their order */
  readonly rightIds: CellList;
}

interface Loading {
  readonly model: Model;
  readonly resultId: number;
  readonly sides: readonly SideRead[];
  readonly findings: FindingsTransaction;
}

/**
 * Puts together what the readers of both sides noted of a model: the left side first, so that the same records give the
 * same findings, in the same order, whoever read which side when.
 */
export async function loadModel(run: MigrationRun, loading: Loading): Promise<ReadModel> {
  const { model, resultId, sides, findings } = loading;
  const space = { left: 0, right: 0 };
  const notes = new Notes(model);
  notes.reserve(await findings.sizesOfNotes(resultId));
  for (const { side, read: counted } of sides) {
    const before = notes.ids.lows.length;
    for await (const noted of findings.notesOf(resultId, side)) {
      run.signal.throwIfAborted();
      notes.append(noted);
    }
    const records = notes.ids.lows.length - before;
    if (records !== counted[model.name]) throw incomplete(model, records, counted[model.name] ?? 0);
    space[side === "LEFT" ? "left" : "right"] = records;
  }
  const { keys, ids, traits, excludable, rightIds } = notes;
  const keyValues = await drive(indexValues(keys.values, keys.records), run.signal);
  const fieldValues = await drive(FieldValues.of(notes.fields), run.signal);
  return { model, resultId, space, keyValues, unusable: keys.unusable, ids, traits, excludable, fieldValues, rightIds };
}

/** Not to be mended by trying again. */
function incomplete({ name }: Model, found: number, expected: number): CrosswalkError {
  return new CrosswalkError(
    "RECORDS_INCOMPLETE",
    `Of ${expected} records of ${name} that were read, ${found} are in the database. Start the migration again.`,
  );
}
