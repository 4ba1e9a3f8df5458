import type { LineCursor } from "../line-cursor.js";
import { FoldedBytes } from "../normalise/folding.js";
import { type Column, columnPosition, type MatchKey } from "../pipeline.js";
import { ValueIndex } from "./value-index.js";

/** Notes what records hold of match keys, as it is compared: the values that may match, by the key's position. */
export class KeyValues {
  readonly index: ValueIndex;
  private readonly folded = new FoldedBytes();
  private readonly keys;

  /** with room for so many values */
  constructor(matchKeys: readonly MatchKey[], columns: readonly Column[], expected = 0) {
    this.index = new ValueIndex(expected);
    this.keys = matchKeys.map(({ column, normalisation }) => ({
      cell: columnPosition(columns, column),
      normalisation,
      placeholders: normalisation.placeholders.map((placeholder) => Buffer.from(placeholder)),
    }));
  }

  add(record: number, line: LineCursor): void {
    const { folded, index } = this;
    for (let key = 0; key < this.keys.length; key++) {
      const { cell, normalisation, placeholders } = this.keys[key] as (typeof this.keys)[number];
      for (let more = line.firstValue(cell); more; more = line.nextValue()) {
        folded.take(line, line.valueStart, line.valueEnd, normalisation);
        if (folded.length === 0 || placeholders.some((placeholder) => folded.equals(placeholder))) continue;
        index.add(record, index.values.internBytes(folded.bytes, 0, folded.length, key));
      }
    }
  }
}
