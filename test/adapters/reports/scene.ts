import type pg from "pg";
import { VALUE_SEPARATOR } from "../../../server/core/record.js";
import { type StoredFinding, type StoredUser, storeMigration } from "./stored-migration.js";

/** Values that writers and readers of YAML, CSV and JSON have fallen for. */
export const HOSTILE = [
  "=cmd|' /C calc'!A0",
  "- dash",
  "null",
  "0123",
  "1e3",
  "no",
  "~",
  "quo\"te and 'apostrophe'",
  "two\nlines",
  "empty lines behind\n\n",
  "carriage\rreturn",
  "colon: and # hash",
  "ünïcødé 😀 \u2028 \u0085 \ufeff",
  " padded ",
  "trailing:",
  "{braces}, [brackets]",
  "tab\tand \\ backslash",
  "@sum(1)",
  "+44",
  "2020-01-01",
];

export const RECORDS: readonly StoredUser[] = [
  { number: 1, id: "ecf-1", cells: ["ECF-1", "gai-1", "0123456", null] },
  { number: -1, id: "10", cells: ["ecf-1", null, null, null] },
  { number: 2, id: "ecf-2", cells: ["ecf-2", null, "1111111", `app-1${VALUE_SEPARATOR}app-2`] },
  { number: -2, id: "20", cells: [" ECF-2 ", null, "2222222", null] },
  { number: -3, id: "21", cells: [null, null, "2222222", ""] },
  { number: -4, id: "30", cells: [null, "gai-9", null, null] },
  { number: -5, id: "31", cells: [null, "GAI-9", null, null] },
  ...HOSTILE.map((value, i) => ({ number: -6 - i, id: `${100 + i}`, cells: [value, null, value, value] })),
];

export const FINDINGS: readonly StoredFinding[] = [
  { outcome: "MATCHED", members: [1, -1] },
  { outcome: "DUPLICATE", members: [2, -2, -3], links: [-2, 2, 0, -3, -2, 2] },
  { outcome: "SAME_SIDE", members: [-4, -5] },
  { outcome: "ORPHAN", members: [-6], candidates: [2, 1] },
  { outcome: "ORPHAN", members: [-4] },
  { outcome: "ORPHAN", members: [-5] },
  ...HOSTILE.slice(1).map((_, i): StoredFinding => ({ outcome: "ORPHAN", members: [-7 - i] })),
];

/** One of everything: a match, a transitive duplicate, a same-side pair, orphans with and without candidates. */
export async function storeScene(pool: pg.Pool, status = "SUCCEEDED"): Promise<number> {
  const id = await storeMigration(pool, RECORDS, FINDINGS, status);
  await pool.query(
    `insert into crosswalk.shared_values (result_id, number, key, value, left_records, right_records)
     select id, 1, 'trn', '0000001', 101, 3 from crosswalk.model_results where migration_id = $1`,
    [id],
  );
  await pool.query(
    "insert into crosswalk.entity_effects (migration_id, entity, updated) values ($1, 'applications', 1)",
    [id],
  );
  await pool.query(
    "insert into crosswalk.stages (migration_id, position, name, model, done, started_at) values ($1, 0, 'READ', 'users', 9, '2026-01-02T03:04:06Z')",
    [id],
  );
  await pool.query(
    `insert into crosswalk.rejections (migration_id, number, model, side, source, record_id, reason, message, row)
     values ($1, 1, 'applications', 'LEFT', 'ecf', '7', 'invalid_status', 'odd "status"', '{"status": "odd"}')`,
    [id],
  );
  await pool.query(
    `insert into crosswalk.changes (migration_id, number, entity, record_id, field, before, after, effect, state)
     values ($1, 1, 'applications', '7', 'status', null, 'accepted', 'UPDATED', 'APPLIED')`,
    [id],
  );
  return id;
}
