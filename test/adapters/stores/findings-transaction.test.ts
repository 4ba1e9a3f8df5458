import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SESSION_OPTIONS } from "../../../server/adapters/database/open.js";
import { openFindingsTransaction } from "../../../server/adapters/stores/findings-transaction.js";
import type { NotedBytes } from "../../../server/core/match/notes.js";
import { createTestDatabase, type TestDatabase } from "../../helpers/database.js";

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, options: SESSION_OPTIONS, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** More than sockets hold back, so that PostgreSQL waits for whoever reads. */
const RECORDS = 5_000;
const LINE = Buffer.from(`${"x".repeat(7_000)}\n`);

test("what is given up while records are read is gone, and so is its connection", async () => {
  const findings = await openFindingsTransaction(pool, 1, 0);
  const [resultId] = await findings.reserveResults(1);
  const sink = findings.records({ resultId: resultId as number, side: "LEFT", first: 1 });
  for (let record = 0; record < RECORDS; record++) await sink.write(LINE, 0, LINE.length);
  await sink.end();
  const giveUp = async () => {
    for await (const lines of findings.linesOf(resultId as number, "LEFT"))
      if (lines.length > 0) throw new Error("enough");
  };
  await expect(giveUp()).rejects.toThrow("enough");
  await findings.rollback();
  // The pool has one connection, and gives another.
  const { rows } = await pool.query("select count(*)::int as blocks from crosswalk.record_blocks");
  expect(rows).toEqual([{ blocks: 0 }]);
});

test("what was read to its end is given up like anything else", async () => {
  const findings = await openFindingsTransaction(pool, 1, 0);
  const [resultId] = await findings.reserveResults(1);
  const sink = findings.records({ resultId: resultId as number, side: "RIGHT", first: 1 });
  await sink.write(LINE, 0, LINE.length);
  await sink.end();
  let read = 0;
  for await (const lines of findings.linesOf(resultId as number, "RIGHT")) read += lines.length;
  expect(read).toBe(LINE.length);
  await findings.rollback();
  const { rows } = await pool.query("select count(*)::int as blocks from crosswalk.record_blocks");
  expect(rows).toEqual([{ blocks: 0 }]);
});

test("gives notes back in their order, a side by itself, says how many there are, and deletes them", async () => {
  const findings = await openFindingsTransaction(pool, 1, 0);
  const [resultId = 0, otherId = 0] = await findings.reserveResults(2);
  const noted: NotedBytes[] = Array.from({ length: 3_000 }, (_, i) => ({
    list: i % 7,
    bytes: Buffer.alloc(1 + ((i * 37) % 8_000), i),
  }));
  for (const [id, side] of [
    [resultId, "RIGHT"],
    [resultId, "LEFT"],
    [otherId, "LEFT"],
  ] as const) {
    const sink = findings.notes();
    for (const [i, piece] of noted.entries()) await sink.write({ resultId: id, side, number: i + 1, ...piece });
    await sink.end();
  }
  const read = async (id: number) => {
    const found: NotedBytes[] = [];
    for await (const { list, bytes } of findings.notesOf(id, "LEFT")) found.push({ list, bytes: Buffer.from(bytes) });
    return found;
  };
  expect((await read(resultId)).map(({ list, bytes }) => `${list} ${bytes.toString("base64")}`)).toEqual(
    noted.map(({ list, bytes }) => `${list} ${bytes.toString("base64")}`),
  );
  const sizes = new Map((await findings.sizesOfNotes(resultId)).map(({ list, size }) => [list, size]));
  for (let list = 0; list < 7; list++)
    expect(sizes.get(list)).toBe(
      2 * noted.reduce((sum, piece) => sum + (piece.list === list ? piece.bytes.length : 0), 0),
    );
  await findings.deleteNotes(resultId);
  expect(await findings.sizesOfNotes(resultId)).toEqual([]);
  expect(await read(otherId)).toHaveLength(noted.length);
  await findings.rollback();
});
