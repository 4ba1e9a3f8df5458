import { type Hash64, hashBytes } from "../hash.js";

/** Integers a slot: the hash of a text, and its number plus one; 0 is an empty slot. Side by side they are one look into memory. */
const SLOT = 2;

/**
 * Gives every distinct text a number: 0, 1, 2 … Texts lie as UTF-8 in one buffer: a Map would hold an object for each,
 * and its strings would keep the chunks alive that they were cut from.
 */
export class Interner {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private used = 0;
  /** the text of number n lies from `starts[n]` to `starts[n + 1]` */
  private starts = new Int32Array(1024);
  private slots = new Int32Array(SLOT * 4096);
  private readonly hash: Hash64 = { high: 0, low: 0 };
  size = 0;

  /** The number of a text, a new one if it was not seen before. */
  intern(text: string): number {
    const bytes = Buffer.from(text);
    return this.internBytes(bytes, 0, bytes.length);
  }

  /** The number of a text that is there as UTF-8. */
  internBytes(text: Uint8Array, start: number, end: number): number {
    const hash = hashBytes(text, start, end, this.hash).low;
    const { slots } = this;
    const mask = slots.length - 1;
    let at = (hash * SLOT) & mask;
    for (let held = slots[at + 1] as number; held !== 0; held = slots[at + 1] as number) {
      if (slots[at] === hash && this.holds(held - 1, text, start, end)) return held - 1;
      at = (at + SLOT) & mask;
    }
    return this.keep(hash, at, text, start, end);
  }

  text(number: number): string {
    return this.bytes.toString("utf8", this.starts[number], this.starts[number + 1]);
  }

  private holds(number: number, text: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    let at = this.starts[number] as number;
    if ((this.starts[number + 1] as number) - at !== end - start) return false;
    for (let i = start; i < end; i++) if (bytes[at++] !== text[i]) return false;
    return true;
  }

  private keep(hash: number, slot: number, text: Uint8Array, start: number, end: number): number {
    const number = this.size++;
    if (this.used + end - start > this.bytes.length) this.grow(this.used + end - start);
    if (number + 1 === this.starts.length) this.makeRoom();
    const { bytes } = this;
    let at = this.used;
    this.starts[number] = at;
    for (let i = start; i < end; i++) bytes[at++] = text[i] as number;
    this.starts[number + 1] = at;
    this.used = at;
    this.slots[slot] = hash;
    this.slots[slot + 1] = this.size;
    if (this.size * 2 * SLOT > this.slots.length) this.spread();
    return number;
  }

  private makeRoom(): void {
    const starts = new Int32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafe(Math.max(least, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }

  private spread(): void {
    const { slots: before } = this;
    const slots = new Int32Array(before.length * 2);
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from += SLOT) {
      if (before[from + 1] === 0) continue;
      let at = ((before[from] as number) * SLOT) & mask;
      while (slots[at + 1] !== 0) at = (at + SLOT) & mask;
      slots[at] = before[from] as number;
      slots[at + 1] = before[from + 1] as number;
    }
    this.slots = slots;
  }
}
