import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SESSION_OPTIONS } from "../../../server/adapters/database/open.js";
import { openFindingsTransaction } from "../../../server/adapters/stores/findings-transaction.js";
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
