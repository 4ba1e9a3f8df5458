import type pg from "pg";
import { CopyStream } from "./copy-stream.js";
import { type CopyValue, copyLine } from "./copy-text.js";

/** Text gathered before it goes to the socket: fewer, larger messages. */
const CHUNK = 1 << 16;

/** Rows of any kind into a table by COPY, as text. */
export class CopyIn {
  private readonly stream: CopyStream;
  private gathered = "";
  rows = 0;

  constructor(client: pg.ClientBase, table: string, columns: readonly string[]) {
    this.stream = new CopyStream(client, `copy ${table} (${columns.join(", ")}) from stdin`);
  }

  /** Adds a row; the promise, where there is one, is to be awaited before the next: the database is behind. */
  write(values: readonly CopyValue[]): Promise<void> | undefined {
    this.gathered += copyLine(values);
    this.rows++;
    return this.gathered.length < CHUNK ? undefined : this.flush();
  }

  async end(): Promise<void> {
    if (this.gathered !== "") await this.flush();
    await this.stream.end();
  }

  abort(cause: Error): void {
    this.stream.abort(cause);
  }

  private flush(): Promise<void> {
    const text = this.gathered;
    this.gathered = "";
    return this.stream.send(text);
  }
}
