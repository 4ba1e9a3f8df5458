import type pg from "pg";
import type { Side } from "../../core/record.js";
import type { RecordSink } from "../../core/stores.js";
import { BinaryCopyIn } from "../database/binary-copy-in.js";
import { copyOut } from "../database/binary-copy-out.js";

/** With its row's header and key a block of so many bytes fills a page of PostgreSQL and needs no other. */
const BLOCK = 8_000;

/** Packs the records of one side, from the number `first` on, into blocks. */
export class RecordBlocks implements RecordSink {
  private readonly copy: BinaryCopyIn;
  private block = Buffer.allocUnsafe(BLOCK);
  /** of the block, with the lines that wait */
  private length = 0;
  private firstOfBlock: number;
  private next: number;
  /** lines of the block that stand one behind the other in what was given, and are copied into it at once */
  private waiting: { lines: Buffer; start: number; end: number } = { lines: Buffer.alloc(0), start: 0, end: 0 };

  constructor(
    client: pg.ClientBase,
    private readonly of: { readonly resultId: number; readonly side: Side; readonly first: number },
  ) {
    this.copy = new BinaryCopyIn(client, "crosswalk.record_blocks", ["result_id", "side", "first", "lines"]);
    this.firstOfBlock = of.first;
    this.next = of.first;
  }

  write(lines: Buffer, start: number, end: number): Promise<void> | undefined {
    const full = this.length + end - start > BLOCK ? this.flush() : undefined;
    if (this.waiting.lines === lines && this.waiting.end === start) this.waiting.end = end;
    else {
      this.take();
      this.waiting = { lines, start, end };
    }
    this.length += end - start;
    this.next++;
    return full;
  }

  async end(): Promise<void> {
    await this.flush();
    await this.copy.end();
  }

  abort(cause: Error): void {
    this.copy.abort(cause);
  }

  /** Copies the lines that wait into the block, behind those that are there. */
  private take(): void {
    const { lines, start, end } = this.waiting;
    if (this.length > this.block.length) {
      const grown = Buffer.allocUnsafe(this.length);
      this.block.copy(grown);
      this.block = grown;
    }
    lines.copy(this.block, this.length - (end - start), start, end);
    this.waiting = { lines, start: end, end };
  }

  private flush(): Promise<void> | undefined {
    if (this.length === 0) return undefined;
    this.take();
    const lines = this.block.subarray(0, this.length);
    const full = this.copy.write([this.of.resultId, this.of.side, this.firstOfBlock, lines]);
    this.length = 0;
    this.firstOfBlock = this.next;
    return full;
  }
}

/** The lines of all records of a side, in their order, a block at a time. */
export async function* readLines(
  client: pg.ClientBase,
  resultId: number,
  side: Side,
): AsyncGenerator<Buffer, void, undefined> {
  const select = `select lines from crosswalk.record_blocks where result_id = ${resultId} and side = '${side}' order by first`;
  for await (const [lines] of copyOut(client, select)) yield lines as Buffer;
}
