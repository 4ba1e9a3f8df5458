import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/** Signature, flags, and the length of a header extension, which PostgreSQL leaves empty. */
const HEADER = 19;
const END = -1;

/** The values of a query's one column, which are never null, in its order as they arrive: bytes, of a text its UTF-8. */
export async function* copyOut(client: pg.ClientBase, select: string): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let isBehindHeader = false;
  for await (const chunk of client.query(copyTo(`copy (${select}) to stdout (format binary)`))) {
    const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    if (!isBehindHeader && bytes.length >= HEADER) {
      isBehindHeader = true;
      at = HEADER;
    }
    // A row: the number of its columns, then the length and the bytes of each.
    while (isBehindHeader && at + 6 <= bytes.length && bytes.readInt16BE(at) !== END) {
      const end = at + 6 + bytes.readInt32BE(at + 2);
      if (end > bytes.length) break;
      yield bytes.subarray(at + 6, end);
      at = end;
    }
    rest = bytes.subarray(at);
  }
}
