import type { LineCursor } from "../line-cursor.js";
import { FoldedBytes } from "../normalise/folding.js";
import { type Column, columnPosition, type MatchKey } from "../pipeline.js";
import { IntList } from "./int-list.js";
import { packUuid, UUID_BYTES } from "./uuid.js";
import { ValueIndex } from "./value-index.js";

/** Which records (by number) hold a value of a match key (by its position) that is blank or a placeholder, each once. */
export class UnusableValues {
  private readonly records = new IntList();
  private readonly keys = new IntList();

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

/** Notes what records hold of match keys, as it is compared: the values that may match, by the key's position. */
export class KeyValues {
  readonly index: ValueIndex;
  readonly unusable = new UnusableValues();
  private readonly folded = new FoldedBytes();
  private readonly keys;

  /** with room for so many values */
  constructor(matchKeys: readonly MatchKey[], columns: readonly Column[], expected = 0) {
    this.index = new ValueIndex(expected);
    this.keys = matchKeys.map(({ column, normalisation }) => ({
      cell: columnPosition(columns, column),
      normalisation,
      placeholders: normalisation.placeholders.map((placeholder) => Buffer.from(placeholder)),
      // A UUID is none of its placeholders, and has nothing to be folded but its case.
      hasPlainUuids: normalisation.foldCase && !normalisation.placeholders.some(isUuid),
    }));
  }

  add(record: number, line: LineCursor): void {
    const { folded, index, unusable } = this;
    for (let key = 0; key < this.keys.length; key++) {
      const { cell, normalisation, placeholders, hasPlainUuids } = this.keys[key] as (typeof this.keys)[number];
      for (let more = line.firstValue(cell); more; more = line.nextValue()) {
        const uuid = hasPlainUuids ? index.values.internUuid(line.bytes, line.valueStart, line.valueEnd, key) : -1;
        if (uuid !== -1) {
          index.add(record, uuid);
          continue;
        }
        folded.take(line, line.valueStart, line.valueEnd, normalisation);
        if (folded.length === 0 || placeholders.some((placeholder) => folded.equals(placeholder)))
          unusable.add(record, key);
        else index.add(record, index.values.internBytes(folded.bytes, 0, folded.length, key));
      }
    }
  }
}

function isUuid(text: string): boolean {
  const bytes = Buffer.from(text);
  return packUuid(bytes, 0, bytes.length, Buffer.alloc(UUID_BYTES));
}
