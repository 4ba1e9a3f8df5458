import type pg from "pg";
import { CopyIn } from "../../../server/adapters/database/copy-in.js";
import type { CopyValue } from "../../../server/adapters/database/copy-text.js";
import type { Cell } from "../../../server/core/record.js";
import { users } from "../../../server/pipelines/npq/users.js";
import { storeRecords } from "../../helpers/stored-records.js";

/** A record by its number, with the cells of the columns of users, from the first on. */
export interface StoredUser {
  readonly number: number;
  readonly id: string;
  readonly cells: readonly Cell[];
}

export interface StoredFinding {
  readonly outcome: "MATCHED" | "DUPLICATE" | "SAME_SIDE" | "ORPHAN";
  readonly members: readonly number[];
  readonly links?: readonly number[];
  /** numbers of records, best first */
  readonly candidates?: readonly number[];
}

/** Stores a migration of users with findings in the layout of the tables; gives its id. */
export async function storeMigration(
  pool: pg.Pool,
  records: Iterable<StoredUser>,
  findings: readonly StoredFinding[],
  status = "SUCCEEDED",
): Promise<number> {
  const { rows } = await pool.query(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, started_by, rules, queued_at, started_at, finished_at)
     values ('npq', $1::crosswalk.migration_status, '{"dryRun": false}', 'API', 'ada', 'abc', '2026-01-02T03:04:05Z', '2026-01-02T03:04:06Z',
             case when $1 in ('SUCCEEDED', 'FAILED', 'CANCELLED') then '2026-01-02T03:04:08.5Z'::timestamptz end)
     returning id`,
    [status],
  );
  const migrationId: number = rows[0].id;
  const resultId = await storeResult(pool, migrationId, findings);
  const columns = users.columns.length;
  const numbered = [...records].map(({ number, id, cells }) => ({
    number,
    row: [id, ...cells, ...Array<Cell>(columns - cells.length).fill(null)],
  }));
  for (const [side, sign] of [
    ["LEFT", 1],
    ["RIGHT", -1],
  ] as const) {
    const ofSide = numbered.filter(({ number }) => Math.sign(number) === sign);
    const inOrder = ofSide.sort((a, b) => Math.abs(a.number) - Math.abs(b.number)).map(({ row }) => row);
    await storeRecords(pool, resultId, side, inOrder);
  }
  await copyIn(pool, "findings", ["result_id", "number", "outcome", "members", "links", "candidates"], function* () {
    for (const [i, { outcome, members, links = [], candidates = [] }] of findings.entries())
      yield [resultId, i + 1, outcome, members, links, candidates.length];
  });
  await copyIn(pool, "candidates", ["result_id", "finding", "rank", "record", "agreement"], function* () {
    for (const [i, { candidates = [] }] of findings.entries())
      for (const [rank, record] of candidates.entries())
        yield [resultId, i + 1, rank + 1, record, JSON.stringify(AGREEMENT)];
  });
  return migrationId;
}

export const AGREEMENT = [{ rule: "same_first_name_and_school", values: [{ first_name: "jane", school: "oak" }] }];

async function storeResult(pool: pg.Pool, migrationId: number, findings: readonly StoredFinding[]): Promise<number> {
  const count = (is: (finding: StoredFinding) => boolean) => findings.filter(is).length;
  const orphans = (sign: number) => (f: StoredFinding) =>
    f.outcome === "ORPHAN" && Math.sign(f.members[0] ?? 0) === sign;
  const withCandidates = (f: StoredFinding) => (f.candidates ?? []).length > 0;
  const { rows } = await pool.query(
    `insert into crosswalk.model_results (migration_id, model, position, total, matched, duplicates, same_side_clusters,
       orphaned_left, orphaned_right, orphaned_left_with_candidates, orphaned_right_with_candidates, columns, match_keys)
     values ($1, 'users', 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id`,
    [
      migrationId,
      count((f) => f.outcome !== "SAME_SIDE"),
      count((f) => f.outcome === "MATCHED"),
      count((f) => f.outcome === "DUPLICATE"),
      count((f) => f.outcome === "SAME_SIDE"),
      count(orphans(1)),
      count(orphans(-1)),
      count((f) => orphans(1)(f) && withCandidates(f)),
      count((f) => orphans(-1)(f) && withCandidates(f)),
      users.columns.map((column) => column.name),
      JSON.stringify(users.matchKeys),
    ],
  );
  return rows[0].id;
}

async function copyIn(
  pool: pg.Pool,
  table: string,
  columns: readonly string[],
  rows: () => Iterable<readonly CopyValue[]>,
): Promise<void> {
  const client = await pool.connect();
  try {
    const copy = new CopyIn(client, `crosswalk.${table}`, columns);
    for (const row of rows()) await copy.write(row);
    await copy.end();
  } finally {
    client.release();
  }
}
