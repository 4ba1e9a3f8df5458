import { lineOfRow } from "../../server/core/copy-line.js";
import { LineCursor } from "../../server/core/line-cursor.js";
import type { Row } from "../../server/core/record.js";

/** A cursor at the line of a row. */
export function lineOf(row: Row): LineCursor {
  const line = new LineCursor(row.length);
  line.goTo(Buffer.from(`${lineOfRow(row)}\n`), 0);
  return line;
}
