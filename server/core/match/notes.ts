import { type Hash64, hashBytes } from "../hash.js";
import type { LineCursor } from "../line-cursor.js";
import { columnPosition, type Model } from "../pipeline.js";
import type { Side } from "../record.js";
import { LineReader } from "../record-reader.js";
import type { ByteList } from "./byte-list.js";
import { CellList } from "./cell-list.js";
import { IntList } from "./int-list.js";
import { KeyValues } from "./key-values.js";
import { HeldTraits } from "./traits.js";

/** How many bytes there are of one of the lists that notes are. */
export interface NotedSize {
  /** the list's place among them */
  readonly list: number;
  readonly size: number;
}

/** Some bytes of one of the lists that notes are. */
export interface NotedBytes {
  /** the list's place among them */
  readonly list: number;
  readonly bytes: Buffer;
}

/** Ids as hashes: what the records of two migrations are met by. */
export interface HeldIds {
  readonly highs: IntList;
  readonly lows: IntList;
}

/**
 * What matching needs to know of records. It is noted while they are read, and kept: a third of what the records
 * themselves are, in the form in which it is compared. Notes are lists and nothing else, so that they are kept as they
 * lie in memory, some bytes at a time, and are put together by appending; every machine that Node.js runs on puts the low
 * byte of an integer first.
 */
export class Notes {
  readonly keys: KeyValues;
  readonly ids: HeldIds = { highs: new IntList(), lows: new IntList() };
  /** what the rules that find candidates look at */
  readonly traits: HeldTraits;
  /** numbers of the records that the model's exclusion applies to, should they stay unmatched */
  readonly excludable = new IntList();
  /** the field that the model updates, as both sides have it; empty where it updates none, as is the following */
  readonly fields = new CellList();
  /** ids of the right records, in their order */
  readonly rightIds = new CellList();
  private readonly lists: readonly (IntList | ByteList)[];

  constructor(model: Model) {
    const { matchKeys, candidateRules, columns } = model;
    this.keys = new KeyValues(matchKeys, columns);
    this.traits = new HeldTraits(candidateRules, columns);
    const { keys, ids, traits, excludable, fields, rightIds } = this;
    this.lists = [
      ids.highs,
      ids.lows,
      keys.records,
      ...keys.values.lists,
      keys.unusable.records,
      keys.unusable.keys,
      traits.highs,
      traits.lows,
      traits.records,
      excludable,
      fields.texts,
      fields.lengths,
      rightIds.texts,
      rightIds.lengths,
    ];
  }

  /** All that was noted, at most so many bytes at a time, a multiple of four. */
  *inPieces(size: number): Generator<NotedBytes> {
    for (const [list, noted] of this.lists.entries()) {
      const bytes = noted.bytes();
      for (let at = 0; at < bytes.length; at += size) yield { list, bytes: bytes.subarray(at, at + size) };
    }
  }

  /** Makes room for notes of such sizes, which would else grow step by step: memory that is new takes its time. */
  reserve(sizes: readonly NotedSize[]): void {
    for (const { list, size } of sizes) this.list(list).reserve(size);
  }

  /** Adds what others noted behind what is here; of each list what comes first in it first. */
  append({ list, bytes }: NotedBytes): void {
    this.list(list).append(bytes);
  }

  /** Forgets all but its room. */
  clear(): void {
    for (const list of this.lists) list.clear();
  }

  private list(place: number): IntList | ByteList {
    return this.lists[place] as IntList | ByteList;
  }
}

/** Notes what matching needs of the records of one side, in their order. */
export class NoteTaker {
  readonly notes: Notes;
  private readonly hash: Hash64 = { high: 0, low: 0 };
  private readonly reader: LineReader;
  private readonly excludes;
  private readonly updatedCell: number | null;

  constructor(
    model: Model,
    private readonly side: Side,
    private readonly line: LineCursor,
  ) {
    const { columns, exclusion, update } = model;
    this.notes = new Notes(model);
    this.reader = new LineReader(line, columns);
    this.excludes = exclusion?.side === side ? exclusion : null;
    this.updatedCell = update ? columnPosition(columns, update.field) : null;
  }

  /** Takes the record that the line is at. */
  take(number: number): void {
    const { line, notes, hash } = this;
    hashBytes(line.bytes, line.starts[0] as number, line.ends[0] as number, hash);
    notes.ids.highs.push(hash.high);
    notes.ids.lows.push(hash.low);
    notes.keys.add(number, line);
    notes.traits.add(number, line);
    if (this.excludes?.applies(this.reader)) notes.excludable.push(number);
    if (this.updatedCell === null) return;
    notes.fields.add(line, this.updatedCell);
    if (this.side === "RIGHT") notes.rightIds.add(line, 0);
  }
}
