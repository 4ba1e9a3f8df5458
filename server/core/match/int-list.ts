/** A growing list of 32-bit integers without an object an entry. */
export class IntList {
  private items: Int32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.items = new Int32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.items.length) this.grow(this.length + 1);
    this.items[this.length++] = value;
  }

  at(index: number): number {
    return this.items[index] as number;
  }

  set(index: number, value: number): void {
    this.items[index] = value;
  }

  view(): Int32Array {
    return this.items.subarray(0, this.length);
  }

  /** as they lie in memory: a view that holds until there are more */
  bytes(): Buffer {
    return Buffer.from(this.items.buffer, 0, this.length * 4);
  }

  /** Adds what lay in the memory of another. */
  append(bytes: Uint8Array): void {
    const length = this.length + bytes.length / 4;
    if (length > this.items.length) this.grow(length);
    new Uint8Array(this.items.buffer).set(bytes, this.length * 4);
    this.length = length;
  }

  /** Makes room for so many bytes in all, without which it grows step by step. */
  reserve(bytes: number): void {
    if (bytes > this.items.byteLength) this.grow(bytes / 4);
  }

  /** Forgets all but its room. */
  clear(): void {
    this.length = 0;
  }

  private grow(least: number): void {
    const grown = new Int32Array(Math.max(least, this.items.length * 2));
    grown.set(this.view());
    this.items = grown;
  }
}
