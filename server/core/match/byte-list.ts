/** A growing list of bytes. */
export class ByteList {
  /** the bytes, with room behind them; other memory once there are more */
  memory: Buffer = Buffer.allocUnsafeSlow(1024);
  length = 0;

  push(byte: number): void {
    const at = this.extend(1);
    this.memory[at] = byte;
  }

  /** Makes room for so many more, which are anything until they are set; gives where they begin. */
  extend(count: number): number {
    const start = this.length;
    this.length += count;
    if (this.length > this.memory.length) this.grow(this.length);
    return start;
  }

  /** Adds some of other bytes, or all. */
  append(bytes: Uint8Array, start = 0, end = bytes.length): void {
    let at = this.extend(end - start);
    // For a few bytes a call costs more than they do.
    if (end - start > 32) this.memory.set(bytes.subarray(start, end), at);
    else for (let i = start; i < end; i++) this.memory[at++] = bytes[i] as number;
  }

  /** a view that holds until there are more */
  bytes(): Buffer {
    return this.memory.subarray(0, this.length);
  }

  /** Makes room for so many in all, without which it grows step by step. */
  reserve(bytes: number): void {
    if (bytes > this.memory.length) this.grow(bytes);
  }

  /** Forgets all but its room. */
  clear(): void {
    this.length = 0;
  }

  private grow(least: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(least, this.memory.length * 2));
    grown.set(this.memory);
    this.memory = grown;
  }
}
