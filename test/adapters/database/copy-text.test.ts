import { Readable } from "node:stream";
import fc from "fast-check";
import { to as copyTo } from "pg-copy-streams";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CopyIn } from "../../../server/adapters/database/copy-in.js";
import { type CopyValue, copyLine, parseCopyText } from "../../../server/adapters/database/copy-text.js";
import type { Cell, Row } from "../../../server/core/record.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

const AWKWARD = [
  "",
  " ",
  "\t",
  "\n",
  "\r\n",
  "\\",
  "\\N",
  "\\.",
  "\\\\N",
  "\b\f\v",
  "NULL",
  "null",
  '"',
  "'",
  ",",
  "{}",
];
const UNICODE = ["é", "e\u0301", "€", "😀", "👩‍🏫", "\uFEFF", "\u2028", "\x1f", "\x7f"];

/** PostgreSQL's text holds everything but the null character. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 8 }).map((value) => value.replaceAll("\0", "")),
  fc
    .array(fc.constantFrom(...AWKWARD, ...UNICODE, "a", "N", "n", "t"), { maxLength: 5 })
    .map((parts) => parts.join("")),
);
const cell: fc.Arbitrary<Cell> = fc.oneof(fc.constant(null), text);
const rows = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }));

async function parse(chunks: readonly Buffer[]): Promise<readonly Row[]> {
  const found: Row[] = [];
  for await (const batch of parseCopyText(Readable.from(chunks))) found.push(...batch);
  return found;
}

describe("copyLine and parseCopyText", () => {
  test("give back what went in, however it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat()), async (rows, cuts) => {
        const bytes = Buffer.from(rows.map((row) => copyLine(row)).join(""));
        const borders = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
        const chunks = borders.slice(1).map((border, i) => bytes.subarray(borders[i], border));
        expect(await parse(chunks)).toEqual(rows);
      }),
      { numRuns: 2_000 },
    );
  });

  test("cut at every byte, and cut into single bytes", async () => {
    const row: Row = ["é€😀👩‍🏫", null, "a\tb\\c\nd", "", "\\N"];
    const bytes = Buffer.from(copyLine(row) + copyLine([...row].reverse()));
    const expected = [row, [...row].reverse()];
    for (let cut = 0; cut <= bytes.length; cut++)
      expect(await parse([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(expected);
    expect(await parse(Array.from(bytes, (byte) => Buffer.of(byte)))).toEqual(expected);
  });

  test("a null, an empty text and the text \\N are three different things", async () => {
    const row: Row = [null, "", "\\N"];
    expect(copyLine(row)).toBe("\\N\t\t\\\\N\n");
    expect(await parse([Buffer.from(copyLine(row))])).toEqual([row]);
    expect(await parse([Buffer.from(copyLine([""]))])).toEqual([[""]]);
  });

  test("each chunk gives the rows that end in it", async () => {
    const batches: (readonly Row[])[] = [];
    for await (const batch of parseCopyText(
      Readable.from(["a\nb\nc", "\n", "d", "\n"].map((text) => Buffer.from(text))),
    ))
      batches.push(batch);
    expect(batches).toEqual([[["a"], ["b"]], [["c"]], [["d"]]]);
  });
});

describe("PostgreSQL", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await database.pool.query(
      "create table taken (position int, words text, bytes bytea, numbers int[], names text[], amount double precision)",
    );
    await database.pool.query("create table texts (position int, a text, b text)");
  });
  afterAll(() => database.drop());

  async function copyIn(table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]) {
    const client = await database.pool.connect();
    try {
      await client.query(`truncate ${table}`);
      const copy = new CopyIn(client, table, ["position", ...columns]);
      for (const [i, row] of rows.entries()) await copy.write([i, ...row]);
      await copy.end();
    } finally {
      client.release();
    }
  }

  const bytes = fc.uint8Array({ maxLength: 12 }).map((array) => Buffer.from(array));
  const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
  const amount = fc.oneof(
    fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
    fc.constantFrom(1e21, -1e-7, 0),
  );
  const typed = fc.tuple(
    fc.oneof(fc.constant(null), text),
    fc.oneof(fc.constant(null), bytes),
    fc.oneof(fc.constant(null), fc.array(integer, { maxLength: 4 })),
    fc.oneof(fc.constant(null), fc.array(cell, { maxLength: 4 })),
    fc.oneof(fc.constant(null), amount),
  );

  test("takes text, bytes, numbers and arrays as they are", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(typed, { minLength: 100, maxLength: 300 }), async (rows) => {
        await copyIn("taken", ["words", "bytes", "numbers", "names", "amount"], rows);
        const { rows: taken } = await database.pool.query({
          text: "select words, bytes, numbers, names, amount from taken order by position",
          rowMode: "array",
        });
        expect(taken).toEqual(rows);
      }),
      { numRuns: 15 },
    );
  });

  test("what it gives by COPY is parsed as it is stored", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 100, maxLength: 300 }), async (rows) => {
        await database.pool.query("truncate texts");
        await database.pool.query("insert into texts select * from unnest($1::int[], $2::text[], $3::text[])", [
          rows.map((_, i) => i),
          rows.map(([a]) => a),
          rows.map(([, b]) => b),
        ]);
        const client = await database.pool.connect();
        try {
          const stream = client.query(copyTo("copy (select a, b from texts order by position) to stdout"));
          const found: Row[] = [];
          for await (const batch of parseCopyText(stream)) found.push(...batch);
          expect(found).toEqual(rows);
        } finally {
          client.release();
        }
      }),
      { numRuns: 10 },
    );
  });
});
