import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RecordBlocks, readLines } from "../../../server/adapters/stores/record-blocks.js";
import { readRows } from "../../../server/adapters/stores/record-reader.js";
import { lineOfRow } from "../../../server/core/copy-line.js";
import type { Row, Side } from "../../../server/core/record.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";
import { readRecords } from "../../helpers/stored-records.js";

let database: TestDatabase;
let results = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

/** Stores rows in as many pieces as they are given, each a buffer of several lines. */
async function store(resultId: number, side: Side, pieces: readonly (readonly Row[])[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    let first = 1;
    for (const piece of pieces) {
      const blocks = new RecordBlocks(client, { resultId, side, first });
      const lines = Buffer.from(piece.map((row) => `${lineOfRow(row)}\n`).join(""));
      for (let at = 0; at < lines.length; ) {
        const end = lines.indexOf("\n", at) + 1;
        await blocks.write(lines, at, end);
        at = end;
      }
      await blocks.end();
      first += piece.length;
    }
  } finally {
    client.release();
  }
}

const cell = fc.oneof(
  fc.constant(null),
  fc.constantFrom("", "a\tb\\c\nd", "\\N", "é".repeat(3_000), "x".repeat(9_000)),
  fc.string({ unit: "grapheme", maxLength: 300 }).map((value) => value.replaceAll("\0", "")),
);
const row: fc.Arbitrary<Row> = fc.tuple(fc.uuid(), cell, cell);
const pieces = fc.array(fc.array(row, { maxLength: 40 }), { maxLength: 3 });

test("records come back under their numbers, however they were cut into blocks", async () => {
  await fc.assert(
    fc.asyncProperty(pieces, pieces, async (left, right) => {
      const resultId = ++results;
      await store(resultId, "LEFT", left);
      await store(resultId, "RIGHT", right);
      const expected = new Map<number, Row>([
        ...left.flat().map((row, i): [number, Row] => [i + 1, row]),
        ...right.flat().map((row, i): [number, Row] => [-i - 1, row]),
      ]);
      expect(new Map([...(await readRecords(database.pool, resultId))])).toEqual(expected);

      const numbers = [...expected.keys(), left.flat().length + 1, -right.flat().length - 1].reverse();
      const read = await readRows(
        database.pool,
        numbers.map((number) => ({ resultId, number })),
      );
      expect(read.map((found) => found && [found.recordId, ...found.values])).toEqual(
        numbers.map((number) => expected.get(number) ?? null),
      );

      const client = await database.pool.connect();
      try {
        for (const [side, rows] of [
          ["LEFT", left.flat()],
          ["RIGHT", right.flat()],
        ] as const) {
          let lines = "";
          for await (const block of readLines(client, resultId, side)) lines += block.toString();
          expect(lines).toBe(rows.map((row) => `${lineOfRow(row)}\n`).join(""));
        }
      } finally {
        client.release();
      }
    }),
    { numRuns: 40 },
  );
});

test("blocks of ordinary records stay in their page", async () => {
  const resultId = ++results;
  const rows = Array.from({ length: 500 }, (_, i): Row => [`id-${i}`, "x".repeat(150), null]);
  await store(resultId, "LEFT", [rows]);
  const { rows: sizes } = await database.pool.query<{ size: number }>(
    `select max(pg_column_size(lines)) as size
       from crosswalk.record_blocks
      where result_id = $1`,
    [resultId],
  );
  expect(sizes[0]?.size).toBeGreaterThan(7_000);
  expect(sizes[0]?.size).toBeLessThan(8_160);
});
