import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BinaryCopyIn, type BinaryValue } from "../../../server/adapters/database/binary-copy-in.js";
import { copyOut } from "../../../server/adapters/database/binary-copy-out.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    "create table taken (position int, number int, words text, bytes bytea, numbers int[], side crosswalk.side)",
  );
});

afterAll(() => database.drop());

async function copyIn(rows: readonly (readonly BinaryValue[])[]): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query("truncate taken");
    const copy = new BinaryCopyIn(client, "taken", ["position", "number", "words", "bytes", "numbers", "side"]);
    for (const [i, row] of rows.entries()) await copy.write([i, ...row]);
    await copy.end();
  } finally {
    client.release();
  }
}

async function copiedOut(column: string): Promise<readonly string[]> {
  const client = await database.pool.connect();
  try {
    const values: string[] = [];
    for await (const [bytes] of copyOut(client, `select ${column} from taken order by position`))
      values.push(String(bytes));
    return values;
  } finally {
    client.release();
  }
}

const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const text = fc.string({ unit: "grapheme", maxLength: 300 }).map((value) => value.replaceAll("\0", ""));
const row = fc.tuple(
  integer,
  text,
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  fc.array(integer, { maxLength: 50 }),
  fc.constantFrom("LEFT", "RIGHT"),
);

describe("COPY in binary", () => {
  test("PostgreSQL takes what is written as it is, and gives it back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 300 }), async (rows) => {
        await copyIn(rows);
        const { rows: taken } = await database.pool.query({
          text: "select number, words, bytes, numbers, side from taken order by position",
          rowMode: "array",
        });
        expect(taken).toEqual(rows);
        expect(await copiedOut("words")).toEqual(rows.map(([, words]) => words));
      }),
      { numRuns: 25 },
    );
  });

  test("arrays of integers are taken from where they lie, and values larger than any chunk whole", async () => {
    const numbers = Int32Array.from({ length: 60_000 }, (_, i) => i - 30_000);
    const words = "é".repeat(400_000);
    await copyIn([[1, words, Buffer.alloc(300_000, 7), numbers.subarray(5, 50_000), "LEFT"]]);
    const { rows } = await database.pool.query("select words, numbers, length(bytes) as bytes from taken");
    expect(rows).toEqual([{ words, numbers: Array.from(numbers.subarray(5, 50_000)), bytes: 300_000 }]);
    expect(await copiedOut("words")).toEqual([words]);
  });

  test("what the database refuses is an error at the end", async () => {
    await expect(copyIn([[1, "a", Buffer.alloc(0), [], "NEITHER"]])).rejects.toThrow("NEITHER");
  });
});
