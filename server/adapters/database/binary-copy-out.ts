import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";

/** Signature, flags, and the length of a header extension, which PostgreSQL leaves empty. */
const HEADER = 19;
const END = -1;

/** The rows of a query whose values are never null, in its order as they arrive: the bytes of each value, of a text its UTF-8. */
export async function* copyOut(
  client: pg.ClientBase,
  select: string,
): AsyncGenerator<readonly Buffer[], void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let isBehindHeader = false;
  for await (const chunk of client.query(copyTo(`copy (${select}) to stdout (format binary)`))) {
    const bytes: Buffer = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    if (!isBehindHeader && bytes.length >= HEADER) {
      isBehindHeader = true;
      at = HEADER;
    }
    while (isBehindHeader) {
      const row = rowAt(bytes, at);
      if (row === null) break;
      yield row.values;
      at = row.end;
    }
    rest = bytes.subarray(at);
  }
}

/** The row that begins there: the number of its values, then the length and the bytes of each; null where it is not all there. */
function rowAt(bytes: Buffer, start: number): { readonly values: readonly Buffer[]; readonly end: number } | null {
  if (start + 2 > bytes.length) return null;
  const count = bytes.readInt16BE(start);
  if (count === END) return null;
  const values: Buffer[] = [];
  let at = start + 2;
  for (let i = 0; i < count; i++) {
    if (at + 4 > bytes.length) return null;
    const end = at + 4 + bytes.readInt32BE(at);
    if (end > bytes.length) return null;
    values.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return { values, end: at };
}
