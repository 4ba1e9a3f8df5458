import type pg from "pg";
import type { NotedBytes } from "../../core/match/notes.js";
import type { Side } from "../../core/record.js";
import { copyOut } from "../database/binary-copy-out.js";

/** What was noted of a side's records, in its order. */
export async function* readNotes(
  client: pg.ClientBase,
  resultId: number,
  side: Side,
): AsyncGenerator<NotedBytes, void, undefined> {
  const select = `select list, bytes from crosswalk.match_notes where result_id = ${resultId} and side = '${side}' order by number`;
  for await (const [list, bytes] of copyOut(client, select))
    yield { list: (list as Buffer).readInt32BE(), bytes: bytes as Buffer };
}
