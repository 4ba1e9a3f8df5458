import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

/** A COPY into a table under way, in the transaction of the client. One at a time a client. */
export class CopyStream {
  private readonly stream;
  private readonly ended: Promise<void>;

  constructor(client: pg.ClientBase, sql: string) {
    this.stream = client.query(copyFrom(sql));
    this.ended = finished(this.stream);
    // An error comes out of `end` or `send`; until then nobody waits for it.
    this.ended.catch(() => {});
  }

  /** Sends some of it; resolves when the socket has taken it, where it is more than the stream keeps back. */
  async send(chunk: Buffer | string): Promise<void> {
    if (!this.stream.write(chunk)) await Promise.race([once(this.stream, "drain"), this.ended]);
  }

  async end(): Promise<void> {
    this.stream.end();
    await this.ended;
  }

  /** Ends the COPY so that nothing of it stays; the transaction is lost with it. */
  abort(cause: Error): void {
    this.stream.destroy(cause);
  }
}
