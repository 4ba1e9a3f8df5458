import type pg from "pg";
import type { Agreement } from "../../server/core/match/agreement.js";
import type { ClusterOutcome } from "../../server/core/match/classify.js";
import type { Names } from "./npq-scenario.js";
import { readRecords } from "./stored-records.js";

/** What a migration found in one model. Records are `ecf.name` and `npq.name`; a cluster's stand side by side. */
export interface ModelOutcome {
  readonly matched: readonly string[];
  readonly duplicates: readonly string[];
  readonly sameSide: readonly string[];
  readonly orphans: readonly string[];
  /** for each orphan that has some: the candidates, best first, with the rules that they satisfy */
  readonly candidates: Readonly<Record<string, readonly string[]>>;
  /** how records joined clusters of three and more: `ecf.b trn ecf.a` */
  readonly links: readonly string[];
  /** key, value, and how many records of each side hold it */
  readonly sharedValues: readonly string[];
  readonly counts: ModelCounts;
}

export interface ModelCounts {
  readonly total: number;
  readonly matched: number;
  readonly orphanedLeft: number;
  readonly orphanedRight: number;
  readonly duplicates: number;
  readonly sameSideClusters: number;
  readonly excluded: number;
  readonly rejected: number;
  readonly leftRecords: number;
  readonly rightRecords: number;
}

export interface Outcomes {
  readonly users: ModelOutcome;
  readonly applications: ModelOutcome;
  /** `npq.name: before → after STATE` */
  readonly changes: readonly string[];
  /** `ecf.name: reason` */
  readonly rejections: readonly string[];
}

/** Reads what is kept of a migration by plain SQL, in the names of the scenario; ids that it does not name stay ids. */
export async function readOutcomes(pool: pg.Pool, migrationId: number, names: Names): Promise<Outcomes> {
  const changes = await pool.query<{ id: string; before: string | null; after: string | null; state: string }>(
    `select record_id as id, before, after, state from crosswalk.changes where migration_id = $1 order by number`,
    [migrationId],
  );
  const rejections = await pool.query<{ side: "LEFT" | "RIGHT"; id: string; reason: string }>(
    `select side, record_id as id, reason from crosswalk.rejections where migration_id = $1 order by number`,
    [migrationId],
  );
  return {
    users: await readModel(pool, migrationId, "users", names),
    applications: await readModel(pool, migrationId, "applications", names),
    changes: changes.rows.map(
      ({ id, before, after, state }) =>
        `npq.${names.npq.applications.get(id) ?? id}: ${before ?? "null"} → ${after ?? "null"} ${state}`,
    ),
    rejections: rejections.rows.map(
      ({ side, id, reason }) => `${nameOf(names, "applications", side === "LEFT", id)}: ${reason}`,
    ),
  };
}

async function readModel(
  pool: pg.Pool,
  migrationId: number,
  model: "users" | "applications",
  names: Names,
): Promise<ModelOutcome> {
  const all = async <Row extends object>(sql: string, value: unknown): Promise<Row[]> =>
    (await pool.query<Row>(sql, [value])).rows;
  const results = await all<ModelCounts & { id: number; model: string; keys: { column: string }[] }>(
    `select id, model, match_keys as keys, total, matched, orphaned_left as "orphanedLeft",
            orphaned_right as "orphanedRight", duplicates, same_side_clusters as "sameSideClusters", excluded, rejected,
            left_records as "leftRecords", right_records as "rightRecords"
       from crosswalk.model_results where migration_id = $1`,
    migrationId,
  );
  const result = results.find((each) => each.model === model);
  if (!result) return NOTHING;
  const { id, model: _, keys, ...counts } = result;

  const records = await readRecords(pool, id);
  const name = (number: number) => nameOf(names, model, number > 0, records.get(number)?.[0] ?? "?");
  const findings = await all<{ number: number; outcome: ClusterOutcome; members: number[]; links: number[] }>(
    "select number, outcome, members, links from crosswalk.findings where result_id = $1 order by number",
    id,
  );
  const named = findings.map((finding) => ({ ...finding, records: finding.members.map(name).sort() }));
  const of = (outcome: ClusterOutcome) =>
    named
      .filter((finding) => finding.outcome === outcome)
      .map(({ records: members }) => members.join(" "))
      .sort();
  const candidates = await all<{ finding: number; record: number; agreement: Agreement[] }>(
    "select finding, record, agreement from crosswalk.candidates where result_id = $1 order by finding, rank",
    id,
  );
  const ofOrphans: Record<string, string[]> = {};
  for (const { finding, record, agreement } of candidates) {
    const orphan = named.find(({ number }) => number === finding)?.records.join(" ") ?? "?";
    ofOrphans[orphan] ??= [];
    ofOrphans[orphan].push(`${name(record)}: ${agreement.map(({ rule }) => rule).join(", ")}`);
  }
  const shared = await all<{ key: string; value: string; left: number; right: number }>(
    `select key, value, left_records as left, right_records as right
       from crosswalk.shared_values where result_id = $1 order by number`,
    id,
  );
  return {
    matched: of("MATCHED"),
    duplicates: of("DUPLICATE"),
    sameSide: of("SAME_SIDE"),
    orphans: of("ORPHAN"),
    candidates: ofOrphans,
    links: findings
      .flatMap(({ links }) => triplesOf(links))
      .map(([record, joined, key]) => `${name(record)} ${keys[key]?.column} ${name(joined)}`),
    sharedValues: shared.map(({ key, value, left, right }) => `${key} ${value}: ecf ${left}, npq ${right}`),
    counts,
  };
}

const NOTHING: ModelOutcome = {
  matched: [],
  duplicates: [],
  sameSide: [],
  orphans: [],
  candidates: {},
  links: [],
  sharedValues: [],
  counts: {
    total: 0,
    matched: 0,
    orphanedLeft: 0,
    orphanedRight: 0,
    duplicates: 0,
    sameSideClusters: 0,
    excluded: 0,
    rejected: 0,
    leftRecords: 0,
    rightRecords: 0,
  },
};

function nameOf(names: Names, model: "users" | "applications", isLeft: boolean, id: string): string {
  const service = isLeft ? "ecf" : "npq";
  return `${service}.${names[service][model].get(id) ?? id}`;
}

function triplesOf(links: readonly number[]): [number, number, number][] {
  return Array.from({ length: links.length / 3 }, (_, i) => links.slice(i * 3, i * 3 + 3) as [number, number, number]);
}
