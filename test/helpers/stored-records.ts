import type pg from "pg";
import { RecordBlocks } from "../../server/adapters/stores/record-blocks.js";
import { lineOfRow, rowOfLine } from "../../server/core/copy-line.js";
import type { Row, Side } from "../../server/core/record.js";

/** Stores the records of a side of a result as reading does. */
export async function storeRecords(pool: pg.Pool, resultId: number, side: Side, rows: Iterable<Row>): Promise<void> {
  const client = await pool.connect();
  try {
    const blocks = new RecordBlocks(client, { resultId, side, first: 1 });
    for (const row of rows) {
      const line = Buffer.from(`${lineOfRow(row)}\n`);
      await blocks.write(line, 0, line.length);
    }
    await blocks.end();
  } finally {
    client.release();
  }
}

/** The records of a result, by their numbers, told from the table as it is. */
export async function readRecords(pool: Pick<pg.Pool, "query">, resultId: number): Promise<ReadonlyMap<number, Row>> {
  const { rows } = await pool.query<{ side: Side; first: number; lines: string }>(
    "select side, first, lines from crosswalk.record_blocks where result_id = $1",
    [resultId],
  );
  return new Map(
    rows.flatMap(({ side, first, lines }) =>
      lines
        .slice(0, -1)
        .split("\n")
        .map((line, i): [number, Row] => [(first + i) * (side === "LEFT" ? 1 : -1), rowOfLine(line)]),
    ),
  );
}
