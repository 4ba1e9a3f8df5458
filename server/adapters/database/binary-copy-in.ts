import type pg from "pg";
import { CopyStream } from "./copy-stream.js";

/** Bytes gathered before they go to the socket: fewer, larger messages. */
const CHUNK = 1 << 16;

/** What begins COPY's binary format: its signature, no flags, no header extension. */
const HEADER = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const TRAILER = Buffer.from([0xff, 0xff]);
const INT4 = 23;

/** Integers, arrays of integers, and texts or bytes; a string that is to be an enum's value as well. */
export type BinaryValue = number | Int32Array | readonly number[] | Buffer | string;

/**
 * Rows into a table by COPY in PostgreSQL's binary format: for large values, and for rows of integers by the hundred
 * thousand, which as text took both sides about twice as long. The columns must have exactly these types.
 */
export class BinaryCopyIn {
  private readonly stream: CopyStream;
  private bytes = Buffer.allocUnsafeSlow(CHUNK * 2);
  private length = 0;

  constructor(client: pg.ClientBase, table: string, columns: readonly string[]) {
    this.stream = new CopyStream(client, `copy ${table} (${columns.join(", ")}) from stdin (format binary)`);
    this.length = HEADER.copy(this.bytes);
  }

  /** Adds a row; the promise, where there is one, is to be awaited before the next: the database is behind. */
  write(values: readonly BinaryValue[]): Promise<void> | undefined {
    this.makeRoom(2);
    this.length = this.bytes.writeInt16BE(values.length, this.length);
    for (const value of values) this.put(value);
    return this.length < CHUNK ? undefined : this.flush();
  }

  async end(): Promise<void> {
    this.makeRoom(TRAILER.length);
    this.length += TRAILER.copy(this.bytes, this.length);
    await this.flush();
    await this.stream.end();
  }

  abort(cause: Error): void {
    this.stream.abort(cause);
  }

  private put(value: BinaryValue): void {
    if (typeof value === "number") {
      this.makeRoom(8);
      this.putInt(4);
      this.putInt(value);
    } else if (typeof value === "string") {
      const length = Buffer.byteLength(value);
      this.makeRoom(4 + length);
      this.putInt(length);
      this.length += this.bytes.write(value, this.length);
    } else if (Buffer.isBuffer(value)) {
      this.makeRoom(4 + value.length);
      this.putInt(value.length);
      this.length += value.copy(this.bytes, this.length);
    } else this.putArray(value);
  }

  /** Dimensions, whether there are nulls, the elements' type; of the one dimension its size and first index; elements. */
  private putArray(elements: Int32Array | readonly number[]): void {
    const isEmpty = elements.length === 0;
    const length = isEmpty ? 12 : 20 + elements.length * 8;
    this.makeRoom(4 + length);
    this.putInt(length);
    this.putInt(isEmpty ? 0 : 1);
    this.putInt(0);
    this.putInt(INT4);
    if (isEmpty) return;
    this.putInt(elements.length);
    this.putInt(1);
    for (let i = 0; i < elements.length; i++) {
      this.putInt(4);
      this.putInt(elements[i] as number);
    }
  }

  private putInt(value: number): void {
    this.length = this.bytes.writeInt32BE(value, this.length);
  }

  private makeRoom(length: number): void {
    if (this.length + length <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(this.length + length, this.bytes.length * 2));
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }

  /**
   * Whoever writes waits for this, and a chunk as large as this is on its way only once the socket has taken all of it:
   * then its room is used again. A new one each time kept the garbage collector busy.
   */
  private flush(): Promise<void> {
    const chunk = this.bytes.subarray(0, this.length);
    this.length = 0;
    return this.stream.send(chunk);
  }
}
