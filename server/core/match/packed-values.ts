import { SLICE, type Sliced } from "../sliced.js";
import { ByteList } from "./byte-list.js";
import { IntList } from "./int-list.js";
import { Interner } from "./interner.js";
import { packUuid, UUID_BYTES, writtenUuid } from "./uuid.js";

/** Integers that a packed value is. */
export const WORDS = 4;

const BYTES = WORDS * 4;
/** Set in a value's kind where it is a UUID; the rest is its key's position, and so many keys no model has. */
const UUID = 0x80;
/** What the last byte of a longer text is; that of a short one is its length. */
const LONGER = BYTES;

/**
 * Values of match keys as they are compared, each packed into 16 bytes: a UUID, or a text of up to 15 with its length.
 * Longer texts are rare among keys, and stand apart. Packed values are equal where they have the same kind and the same
 * bytes, once longer texts are numbered.
 */
export class PackedValues {
  /** of each value its key's position, and whether it is a UUID */
  readonly kinds = new ByteList();
  readonly packed = new ByteList();
  /** the longer texts, one behind the other, and how long each is */
  readonly longer = new ByteList();
  readonly lengths = new IntList();
  private readonly texts = new Interner();

  /** all that this is */
  get lists(): readonly (ByteList | IntList)[] {
    return [this.kinds, this.packed, this.longer, this.lengths];
  }

  get length(): number {
    return this.kinds.length;
  }

  /** Adds a value that is written as a UUID, in lower case or in any; false where it is none. */
  addUuid(text: Uint8Array, start: number, end: number, key: number, anyCase: boolean): boolean {
    const at = this.packed.extend(BYTES);
    if (!packUuid(text, start, end, this.packed.memory, at, anyCase)) {
      this.packed.length = at;
      return false;
    }
    this.kinds.push(key | UUID);
    return true;
  }

  /** Adds any value, as its UTF-8. */
  add(text: Uint8Array, start: number, end: number, key: number): void {
    if (this.addUuid(text, start, end, key, false)) return;
    const length = end - start;
    const at = this.packed.extend(BYTES);
    const packed = this.packed.memory;
    const inline = length < BYTES ? length : 0;
    for (let i = 0; i < inline; i++) packed[at + i] = text[start + i] as number;
    for (let i = inline; i < BYTES - 1; i++) packed[at + i] = 0;
    packed[at + BYTES - 1] = length < BYTES ? length : LONGER;
    if (length >= BYTES) {
      this.longer.append(text, start, end);
      this.lengths.push(length);
    }
    this.kinds.push(key);
  }

  /** Packs equal longer texts alike, by a number; to be done when all values are there. */
  *numberLonger(): Sliced<void> {
    const { lengths, texts } = this;
    for (let value = 0, next = 0, start = 0; next < lengths.length; value++) {
      if (value % SLICE === 0) yield;
      if (this.form(value) !== LONGER) continue;
      const end = start + lengths.at(next++);
      this.packed.memory.writeInt32LE(texts.internBytes(this.longer.memory, start, end), value * BYTES);
      start = end;
    }
  }

  /** four integers a value, as they lie in memory */
  words(): Int32Array {
    const { buffer, byteOffset } = this.packed.memory;
    return new Int32Array(buffer, byteOffset, this.length * WORDS);
  }

  /** position of its match key */
  key(value: number): number {
    return this.kind(value) & ~UUID;
  }

  /** the value as it is compared; of a longer one not before they are numbered */
  text(value: number): string {
    const packed = this.packed.memory;
    const at = value * BYTES;
    if ((this.kind(value) & UUID) !== 0) return writtenUuid(packed.subarray(at, at + UUID_BYTES));
    const form = this.form(value);
    return form === LONGER ? this.texts.text(packed.readInt32LE(at)) : packed.toString("utf8", at, at + form);
  }

  private kind(value: number): number {
    return this.kinds.memory[value] as number;
  }

  /** of a text its length, or LONGER; of a UUID nothing is told */
  private form(value: number): number {
    return (this.kind(value) & UUID) !== 0 ? -1 : (this.packed.memory[value * BYTES + BYTES - 1] as number);
  }
}
