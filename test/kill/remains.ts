import { createHash } from "node:crypto";
import type pg from "pg";
import type { ApiClient, ApiClientOptions } from "../../scripts/client/client.js";
import { MigrationDocument } from "../../scripts/client/graphql/graphql.js";
import { reportsOfServer } from "../../scripts/client/reports.js";

/** Everything that migrations leave behind, as fingerprints by name: equal ones mean equal rows and bytes. */
export type Remains = Readonly<Record<string, string>>;

/** The rows of both targets without what only says when, and which number a sequence gave. */
const TABLES: Readonly<Record<string, string>> = {
  "npq.applications": "select id, lead_provider_approval_status from npq.applications",
  "sis.students": `select student_id, to_jsonb(p) - array['id', 'created_at', 'updated_at'] as person,
      to_jsonb(s) - array['person_id', 'created_at', 'updated_at'] as student
    from sis.students s join sis.persons p on p.id = s.person_id`,
  "sis.persons": "select count(*) from sis.persons",
  "sis.emergency_contacts": `select student_id, to_jsonb(c) - array['id', 'person_id', 'created_at', 'updated_at'] as contact
    from sis.emergency_contacts c join sis.students s on s.person_id = c.person_id`,
  "sis.sponsorships": `select to_jsonb(a) - array['id', 'created_at', 'updated_at'] as sponsorship from sis.sponsorships a`,
  watermarks: "select pipeline, until from crosswalk.watermarks",
};

/** What is kept of a migration, by its id, without ids that a sequence gave. */
const OF_MIGRATION: Readonly<Record<string, string>> = {
  status: "select status, error_code, unsettled from crosswalk.migrations where id = $1",
  counts:
    "select to_jsonb(r) - array['id', 'migration_id'] as result from crosswalk.model_results r where migration_id = $1",
  effects: "select to_jsonb(e) - 'migration_id' as effects from crosswalk.entity_effects e where migration_id = $1",
  changes: "select to_jsonb(c) - 'migration_id' as change from crosswalk.changes c where migration_id = $1",
  rejections: "select to_jsonb(r) - 'migration_id' as rejection from crosswalk.rejections r where migration_id = $1",
  "unknown codes": "select code, rows from crosswalk.unknown_codes where migration_id = $1",
  ...Object.fromEntries(
    ["record_blocks", "record_findings", "findings", "candidates", "search_buckets", "shared_values"].map((table) => [
      table,
      `select r.model, to_jsonb(d) - 'result_id' as detail from crosswalk.${table} d
         join crosswalk.model_results r on r.id = d.result_id where r.migration_id = $1`,
    ]),
  ),
};

export async function readRemains(
  pool: pg.Pool,
  api: ApiClientOptions & { readonly client: ApiClient },
  migrations: Readonly<Record<string, string>>,
): Promise<Remains> {
  const remains: Record<string, string> = {};
  for (const [name, sql] of Object.entries(TABLES)) remains[name] = await fingerprintOf(pool, sql, []);
  for (const [label, id] of Object.entries(migrations)) {
    for (const [name, sql] of Object.entries(OF_MIGRATION))
      remains[`${label}: ${name}`] = await fingerprintOf(pool, sql, [id]);
    const { migration } = await api.client.request(MigrationDocument, { id });
    for (const report of migration?.reports ?? [])
      remains[`${label}: ${report.kind} ${report.model ?? ""} ${report.format}`] = await fingerprintOfReport(
        api,
        report.url,
      );
  }
  // What is no longer needed is gone, whoever was killed on the way.
  for (const table of ["parts", "match_notes", "duplicate_keys"])
    remains[`left over: ${table}`] = await fingerprintOf(pool, `select count(*) from crosswalk.${table}`, []);
  for (const table of ["record_blocks", "search_buckets"])
    remains[`left over: ${table}`] = await fingerprintOf(
      pool,
      `select count(*) from crosswalk.${table} where result_id not in (select id from crosswalk.model_results)`,
      [],
    );
  return remains;
}

/** In words: what is not as it is after an undisturbed run. */
export function differences(expected: Remains, found: Remains): readonly string[] {
  return [...new Set([...Object.keys(expected), ...Object.keys(found)])]
    .filter((name) => expected[name] !== found[name])
    .map((name) => `${name}: ${expected[name]} became ${found[name]}`);
}

async function fingerprintOf(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ rows: string; hash: string }>(
    `select count(*) as rows, md5(coalesce(string_agg(line, chr(10) order by line collate "C"), '')) as hash
       from (select t::text as line from (${sql}) t) as lines`,
    [...values],
  );
  return `${rows[0]?.rows} rows ${rows[0]?.hash}`;
}

async function fingerprintOfReport(api: ApiClientOptions, url: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of await reportsOfServer(api)({ url })) chunks.push(chunk as Buffer);
  const whole = Buffer.concat(chunks).toString("utf8");
  const text = url.endsWith(".json") ? withoutTimes(whole) : whole;
  return `${text.length} characters ${createHash("sha256").update(text).digest("hex")}`;
}

/** Two runs differ in when they were, and in their ids. */
function withoutTimes(json: string): string {
  return json
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "TIME")
    .replaceAll(/"(durationMs|durationSeconds|rowsPerSecond)": ?[\d.]+/g, '"$1": 0')
    .replace(/"id": ?"\d+"/, '"id": "ID"');
}
