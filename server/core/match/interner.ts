const EMPTY = -1;

/** Texts as an interner keeps them: of number n from `starts[n]` to `starts[n + 1]`, its space as a byte before its UTF-8. */
export interface Texts {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
}

/**
 * Gives every distinct (space, text) pair a number: 0, 1, 2 … Spaces keep equal texts of different kinds apart.
 * Texts lie as UTF-8 in one buffer: a Map would hold an object for each,
 * and its strings would keep the chunks alive that they were cut from.
 */
export class Interner {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private used = 0;
  private starts = new Int32Array(1025);
  private hashes = new Int32Array(1024);
  private slots = new Int32Array(4096).fill(EMPTY);
  size = 0;

  /** The number of a text, a new one if it was not seen before. */
  intern(text: string, space = 0): number {
    return this.numberUpTo(this.append(text, space));
  }

  /** The number of a text that another interner kept, without making a string of it. */
  internFrom({ bytes, starts }: Texts, number: number): number {
    return this.numberUpTo(this.appendBytes(bytes, starts[number] as number, starts[number + 1] as number));
  }

  /** All texts in the order of their numbers; good until more are interned. */
  texts(): Texts {
    return { bytes: this.bytes.subarray(0, this.used), starts: this.starts.subarray(0, this.size + 1) };
  }

  /** The number of what lies behind the last kept text. */
  private numberUpTo(end: number): number {
    const hash = this.hash(this.used, end);
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let number = this.slots[slot] as number; number !== EMPTY; number = this.slots[slot] as number) {
      if (this.hashes[number] === hash && this.isSame(number, end)) return number;
      slot = (slot + 1) & mask;
    }
    return this.keep(hash, slot, end);
  }

  text(number: number): string {
    return this.bytes.toString("utf8", (this.starts[number] as number) + 1, this.starts[number + 1] as number);
  }

  space(number: number): number {
    return this.bytes[this.starts[number] as number] as number;
  }

  /** Forgets all but its room. */
  clear(): void {
    this.used = 0;
    this.size = 0;
    this.slots.fill(EMPTY);
  }

  /** Writes space and text behind the last kept text, without keeping them; the end is returned. */
  private append(text: string, space: number): number {
    this.makeRoom(1 + text.length * 3);
    const { bytes } = this;
    let end = this.used;
    bytes[end++] = space;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127) return this.used + 1 + bytes.write(text, this.used + 1, "utf8");
      bytes[end++] = code;
    }
    return end;
  }

  private appendBytes(from: Uint8Array, start: number, until: number): number {
    this.makeRoom(until - start);
    const { bytes } = this;
    let end = this.used;
    for (let i = start; i < until; i++) bytes[end++] = from[i] as number;
    return end;
  }

  private makeRoom(length: number): void {
    const most = this.used + length;
    if (most <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(most, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.used);
    this.bytes = grown;
  }

  /** FNV-1a, mixed once more: identifiers differ in few bits. */
  private hash(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    return hash ^ (hash >>> 13);
  }

  private isSame(number: number, end: number): boolean {
    const start = this.starts[number] as number;
    const length = end - this.used;
    if ((this.starts[number + 1] as number) - start !== length) return false;
    const { bytes, used } = this;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[used + i]) return false;
    return true;
  }

  private keep(hash: number, slot: number, end: number): number {
    const number = this.size++;
    if (number === this.hashes.length) {
      this.hashes = copyInto(new Int32Array(number * 2), this.hashes);
      this.starts = copyInto(new Int32Array(number * 2 + 1), this.starts);
    }
    this.hashes[number] = hash;
    this.starts[number] = this.used;
    this.used = end;
    this.starts[number + 1] = end;
    this.slots[slot] = number;
    if (this.size * 2 > this.slots.length) this.spread();
    return number;
  }

  private spread(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(EMPTY);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = (this.hashes[number] as number) & mask;
      while (slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      slots[slot] = number;
    }
    this.slots = slots;
  }
}

function copyInto(target: Int32Array<ArrayBuffer>, source: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  target.set(source);
  return target;
}
