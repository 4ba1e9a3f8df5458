import type pg from "pg";
import type { Agreement } from "../../server/core/match/agreement.js";
import type { Model } from "../../server/core/pipeline.js";
import type { Row } from "../../server/core/record.js";
import { SearchSegment } from "../../server/core/search/segment.js";
import { LineTerms } from "../../server/core/search/terms.js";
import { runThrough } from "../../server/core/sliced.js";
import { lineOf } from "./lines.js";
import { storeRecords } from "./stored-records.js";

/** A finding to store; left members are numbered 1, 2, 3 …, right ones -1, -2, -3 … */
export interface FindingToStore {
  readonly members: readonly number[];
  readonly links?: readonly number[];
  readonly candidates?: readonly { readonly record: number; readonly agreement: readonly Agreement[] }[];
}

/** What a migration found of a model, in the order of the findings' numbers. */
export interface ModelToStore {
  readonly model: Model;
  readonly left: readonly Row[];
  readonly right: readonly Row[];
  readonly matched?: readonly FindingToStore[];
  readonly duplicates?: readonly FindingToStore[];
  readonly sameSide?: readonly FindingToStore[];
  readonly orphans?: readonly FindingToStore[];
  readonly sharedValues?: readonly { readonly key: string; readonly value: string }[];
}

/** As many as the engine puts into one. */
const RECORDS_A_ROW = 1_000;

/** Stores a succeeded migration with its findings, in the layout of schema.prisma, and gives its id. */
export async function storeMigration(pool: pg.Pool, models: readonly ModelToStore[]): Promise<number> {
  const { rows } = await pool.query<{ id: number }>(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, started_at, finished_at)
     values ('npq', 'SUCCEEDED', '{"dryRun":true}', 'API', 'rules', now() - interval '2 s', now()) returning id`,
  );
  const id = (rows[0] as { id: number }).id;
  for (const [position, model] of models.entries()) await storeModel(pool, id, position, model);
  return id;
}

async function storeModel(pool: pg.Pool, migrationId: number, position: number, store: ModelToStore): Promise<void> {
  const { model, left, right, matched = [], duplicates = [], sameSide = [], sharedValues = [] } = store;
  const orphans = inOrder(store.orphans ?? []);
  const ofSide = (side: FindingToStore[]) => [side.length, side.filter((orphan) => orphan.candidates?.length).length];
  const findings = [
    ...matched.map((finding) => ({ ...finding, outcome: "MATCHED" })),
    ...duplicates.map((finding) => ({ ...finding, outcome: "DUPLICATE" })),
    ...sameSide.map((finding) => ({ ...finding, outcome: "SAME_SIDE" })),
    ...orphans.map((finding) => ({ ...finding, outcome: "ORPHAN" })),
  ].map((finding, i) => ({ ...finding, number: i + 1 }));
  const { rows } = await pool.query<{ id: number }>(
    `insert into crosswalk.model_results (migration_id, model, position, total, matched, duplicates, same_side_clusters,
       orphaned_left, orphaned_left_with_candidates, orphaned_right, orphaned_right_with_candidates,
       left_records, right_records, columns, match_keys,
       apart_columns)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning id`,
    [
      ...[migrationId, model.name, position, matched.length + duplicates.length + orphans.length],
      ...[matched.length, duplicates.length, sameSide.length],
      ...ofSide(orphans.filter(isLeft)),
      ...ofSide(orphans.filter((orphan) => !isLeft(orphan))),
      ...[left.length, right.length],
      model.columns.map((column) => column.name),
      JSON.stringify(model.matchKeys),
      model.columns.filter(({ personal, search }) => personal && search).map((column) => column.name),
    ],
  );
  const resultId = (rows[0] as { id: number }).id;
  const insert = (sql: string, json: readonly unknown[]) => pool.query(sql, [resultId, JSON.stringify(json)]);

  await storeRecords(pool, resultId, "LEFT", left);
  await storeRecords(pool, resultId, "RIGHT", right);
  await insert(
    `insert into crosswalk.findings select $1, * from json_to_recordset($2)
       as t(number int, outcome crosswalk.outcome, members int[], links int[], candidates int)`,
    findings.map((finding) => ({
      ...finding,
      links: finding.links ?? [],
      candidates: finding.candidates?.length ?? 0,
    })),
  );
  await insert(
    "insert into crosswalk.candidates select $1, * from json_to_recordset($2) as t(finding int, rank int, record int, agreement jsonb)",
    findings.flatMap(({ number, candidates = [] }) =>
      candidates.map((candidate, rank) => ({ finding: number, rank: rank + 1, ...candidate })),
    ),
  );
  const [shown, inSameSide] = [shownBy(findings, false), shownBy(findings, true)];
  for (const [side, rows, sign] of [
    ["LEFT", left, 1],
    ["RIGHT", right, -1],
  ] as const) {
    await insert(
      `insert into crosswalk.search_buckets (result_id, bucket, segment, postings)
         select $1, t.bucket, t.segment, decode(t.postings, 'hex')
         from json_to_recordset($2) as t(bucket int, segment int, postings text)`,
      searchBuckets(model, rows, sign),
    );
    for (let first = 1; first <= rows.length; first += RECORDS_A_ROW) {
      const numbers = rows.slice(first - 1, first - 1 + RECORDS_A_ROW).map((_, i) => (first + i) * sign);
      await pool.query("insert into crosswalk.record_findings values ($1, $2, $3, $4, $5)", [
        resultId,
        side,
        first,
        numbers.map((number) => shown.get(number) ?? 0),
        numbers.map((number) => inSameSide.get(number) ?? 0),
      ]);
    }
  }
  await insert(
    `insert into crosswalk.shared_values select $1, t.number, t.key, t.value, 150, 0
       from json_to_recordset($2) as t(number int, key text, value text)`,
    sharedValues.map((shared, i) => ({ ...shared, number: i + 1 })),
  );
  await pool.query(
    "analyze crosswalk.record_blocks, crosswalk.findings, crosswalk.candidates, crosswalk.search_buckets",
  );
}

function searchBuckets(model: Model, rows: readonly Row[], sign: 1 | -1) {
  const terms = new LineTerms(model.columns);
  const segment = new SearchSegment();
  for (const [i, row] of rows.entries()) terms.each(lineOf(row), (term) => segment.add((i + 1) * sign, term));
  return runThrough(segment.arrange()).map(({ bucket, postings }) => ({
    bucket,
    segment: sign,
    postings: postings.toString("hex"),
  }));
}

/** The findings that show records, as members of same-side clusters or not, by the records' numbers. */
function shownBy(
  findings: readonly { readonly number: number; readonly outcome: string; readonly members: readonly number[] }[],
  inSameSide: boolean,
): ReadonlyMap<number, number> {
  return new Map(
    findings
      .filter(({ outcome }) => (outcome === "SAME_SIDE") === inSameSide)
      .flatMap(({ number, members }) => members.map((member): [number, number] => [member, number]))
      // A made-up record may be in several: search knows the first.
      .toReversed(),
  );
}

/** Left orphans before right ones, those with candidates before those without. */
function inOrder(orphans: readonly FindingToStore[]): FindingToStore[] {
  const rank = (orphan: FindingToStore) => (isLeft(orphan) ? 0 : 2) + (orphan.candidates?.length ? 0 : 1);
  return [...orphans].sort((a, b) => rank(a) - rank(b));
}

function isLeft({ members }: FindingToStore): boolean {
  return (members[0] as number) > 0;
}
