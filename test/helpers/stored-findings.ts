import type pg from "pg";
import type { Agreement } from "../../server/core/match/agreement.js";
import type { Model } from "../../server/core/pipeline.js";
import type { Row } from "../../server/core/record.js";
import { HeldTerms, SearchIndex } from "../../server/core/search/postings.js";
import { termsOf } from "../../server/core/search/terms.js";
import { runThrough } from "../../server/core/sliced.js";

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
  const search = searchIndex(store, findings);

  const { rows } = await pool.query<{ id: number }>(
    `insert into crosswalk.model_results (migration_id, model, position, total, matched, duplicates, same_side_clusters,
       orphaned_left, orphaned_left_with_candidates, orphaned_right, orphaned_right_with_candidates,
       left_records, right_records, search_bits, columns, match_keys)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) returning id`,
    [
      ...[migrationId, model.name, position, matched.length + duplicates.length + orphans.length],
      ...[matched.length, duplicates.length, sameSide.length],
      ...ofSide(orphans.filter(isLeft)),
      ...ofSide(orphans.filter((orphan) => !isLeft(orphan))),
      ...[left.length, right.length, search.bits],
      model.columns.map((column) => column.name),
      JSON.stringify(model.matchKeys),
    ],
  );
  const resultId = (rows[0] as { id: number }).id;
  const insert = (sql: string, json: readonly unknown[]) => pool.query(sql, [resultId, JSON.stringify(json)]);

  const records = [...left.map((row, i) => [i + 1, row] as const), ...right.map((row, i) => [-i - 1, row] as const)];
  await insert(
    `insert into crosswalk.records select $1, * from json_to_recordset($2) as t(number int, record_id text, "values" text[])`,
    records.map(([number, [id, ...values]]) => ({ number, record_id: id, values })),
  );
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
  await insert(
    `insert into crosswalk.search_buckets select $1, t.bucket, decode(t.postings, 'hex')
       from json_to_recordset($2) as t(bucket int, postings text)`,
    search.buckets,
  );
  await insert(
    `insert into crosswalk.shared_values select $1, t.number, t.key, t.value, 150, 0
       from json_to_recordset($2) as t(number int, key text, value text)`,
    sharedValues.map((shared, i) => ({ ...shared, number: i + 1 })),
  );
  await pool.query("analyze crosswalk.records, crosswalk.findings, crosswalk.candidates, crosswalk.search_buckets");
}

function searchIndex(
  { model, left, right }: ModelToStore,
  findings: readonly { readonly number: number; readonly members: readonly number[] }[],
) {
  const findingsOf = new Map<number, number[]>();
  for (const { number, members } of findings)
    for (const member of members) findingsOf.set(member, [...(findingsOf.get(member) ?? []), number]);
  const terms = new HeldTerms();
  for (const [i, row] of left.entries()) for (const term of termsOf(row, model.columns)) terms.add(i + 1, term);
  for (const [i, row] of right.entries()) for (const term of termsOf(row, model.columns)) terms.add(-i - 1, term);
  const index = new SearchIndex();
  index.append(terms.postings());
  const grouping = runThrough(index.arrange());
  const buckets = [...index.buckets(grouping, (record) => findingsOf.get(record) ?? [])];
  return {
    bits: index.bits,
    buckets: buckets.map(({ bucket, postings }) => ({ bucket, postings: postings.toString("hex") })),
  };
}

/** Left orphans before right ones, those with candidates before those without. */
function inOrder(orphans: readonly FindingToStore[]): FindingToStore[] {
  const rank = (orphan: FindingToStore) => (isLeft(orphan) ? 0 : 2) + (orphan.candidates?.length ? 0 : 1);
  return [...orphans].sort((a, b) => rank(a) - rank(b));
}

function isLeft({ members }: FindingToStore): boolean {
  return (members[0] as number) > 0;
}
