import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type CopyValue, copyLine } from "./copy-text.js";

/** Text gathered before it goes to the socket: fewer, larger messages. */
const CHUNK = 1 << 16;

/** Rows into a table by COPY, in the transaction of the client. One at a time a client. */
export class CopyIn {
  private readonly stream;
  private readonly ended: Promise<void>;
  private gathered = "";
  rows = 0;

  constructor(client: pg.ClientBase, table: string, columns: readonly string[]) {
    this.stream = client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`));
    this.ended = finished(this.stream);
    // An error comes out of `end` or `write`; until then nobody waits for it.
    this.ended.catch(() => {});
  }

  /** Adds a row; the promise, where there is one, is to be awaited before the next: the database is behind. */
  write(values: readonly CopyValue[]): Promise<void> | undefined {
    this.gathered += copyLine(values);
    this.rows++;
    return this.gathered.length < CHUNK ? undefined : this.flush();
  }

  async end(): Promise<void> {
    if (this.gathered !== "") await this.flush();
    this.stream.end();
    await this.ended;
  }

  /** Ends the COPY so that nothing of it stays; the transaction is lost with it. */
  abort(cause: Error): void {
    this.stream.destroy(cause);
  }

  private async flush(): Promise<void> {
    const text = this.gathered;
    this.gathered = "";
    if (!this.stream.write(text)) await Promise.race([once(this.stream, "drain"), this.ended]);
  }
}
