import type { LineCursor } from "../line-cursor.js";
import { FoldedBytes } from "../normalise/folding.js";
import { type Column, columnPosition, type MatchKey } from "../pipeline.js";
import { IntList } from "./int-list.js";
import { PackedValues } from "./packed-values.js";
import { packUuid, UUID_BYTES } from "./uuid.js";

/** Which records (by number) hold a value of a match key (by its position) that is blank or a placeholder, each once. */
export class UnusableValues {
  readonly records = new IntList();
  readonly keys = new IntList();

  add(record: number, key: number): void {
    const last = this.records.length - 1;
    if (last >= 0 && this.records.at(last) === record && this.keys.at(last) === key) return;
    this.records.push(record);
    this.keys.push(key);
  }

  each(told: (record: number, key: number) => void): void {
    for (let i = 0; i < this.records.length; i++) told(this.records.at(i), this.keys.at(i));
  }
}

/** What records hold of match keys, as it is compared: the values that may match, and the record (by number) of each. */
export class KeyValues {
  readonly values = new PackedValues();
  readonly records = new IntList();
  readonly unusable = new UnusableValues();
  private readonly folded = new FoldedBytes();
  private readonly keys;

  constructor(matchKeys: readonly MatchKey[], columns: readonly Column[]) {
    this.keys = matchKeys.map(({ column, normalisation }) => ({
      cell: columnPosition(columns, column),
      normalisation,
      placeholders: normalisation.placeholders.map((placeholder) => Buffer.from(placeholder)),
      // A UUID is none of its placeholders, and has nothing to be folded but its case.
      hasPlainUuids: normalisation.foldCase && !normalisation.placeholders.some(isUuid),
    }));
  }

  add(record: number, line: LineCursor): void {
    const { folded, values, records, unusable } = this;
    for (let key = 0; key < this.keys.length; key++) {
      const { cell, normalisation, placeholders, hasPlainUuids } = this.keys[key] as (typeof this.keys)[number];
      for (let more = line.firstValue(cell); more; more = line.nextValue()) {
        if (hasPlainUuids && values.addUuid(line.bytes, line.valueStart, line.valueEnd, key, true)) {
          records.push(record);
          continue;
        }
        folded.take(line, line.valueStart, line.valueEnd, normalisation);
        if (folded.length === 0 || placeholders.some((placeholder) => folded.equals(placeholder)))
          unusable.add(record, key);
        else {
          values.add(folded.bytes, 0, folded.length, key);
          records.push(record);
        }
      }
    }
  }
}

function isUuid(text: string): boolean {
  const bytes = Buffer.from(text);
  return packUuid(bytes, 0, bytes.length, Buffer.alloc(UUID_BYTES), 0, false);
}
