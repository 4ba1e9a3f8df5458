import type pg from "pg";
import type { Detection } from "../../server/core/upsert/detect.js";

export interface UpsertToStore {
  readonly options?: object;
  readonly status?: string;
  readonly rows?: { readonly created: number; readonly updated: number; readonly unchanged: number };
  readonly detections?: Readonly<Partial<Record<Detection, number>>>;
  readonly rejections?: readonly RejectionToStore[];
  readonly unknownCodes?: Readonly<Record<string, number>>;
  readonly effects?: readonly (readonly [entity: string, ...counts: readonly number[]])[];
}

export interface RejectionToStore {
  readonly recordId: string;
  readonly reason: string;
  readonly message: string;
  readonly row: object;
}

export const REASONS = ["missing_critical_data", "name_parsing_error", "data_validation_error"] as const;

/** The figures of the guide's example: 15,847 = 150 + 3,310 + 12,340 + 47. */
export const GUIDE: UpsertToStore = {
  rows: { created: 150, updated: 3_310, unchanged: 12_340 },
  detections: { NEW: 150, IPK: 10, CONTENT: 300, IPK_AND_CONTENT: 3_000 },
  rejections: Array.from({ length: 47 }, (_, i) => ({
    recordId: String(90_000 + i),
    reason: i < 30 ? REASONS[0] : i < 45 ? REASONS[1] : REASONS[2],
    message: "expected this; that came",
    row: { id: String(90_000 + i), name: `SOK ${i}`, transfer: "No", email: null },
  })),
  effects: [
    ["emergency_contacts", 45, 892, 0, 12, 0],
    ["persons", 150, 3_310, 12_340, 0, 0],
    ["sponsorships", 23, 156, 0, 0, 8],
    ["students", 150, 3_310, 12_340, 0, 0],
  ],
};

export const STARTED_AT = "2024-08-24T14:30:22.000Z";

/** Stores a migration of students that has ended, in the layout of schema.prisma, and gives its id. */
export async function storeUpsert(pool: pg.Pool, store: UpsertToStore = GUIDE): Promise<number> {
  const {
    options = {},
    status = "SUCCEEDED",
    rejections = [],
    detections = {},
    unknownCodes = {},
    effects = [],
  } = store;
  const { created, updated, unchanged } = store.rows ?? { created: 0, updated: 0, unchanged: 0 };
  const { rows } = await pool.query<{ id: number }>(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules, queued_at, started_at, finished_at)
     values ('students', $1::crosswalk.migration_status, $2, 'COMMAND_LINE', 'rules', $3, $3, $3::timestamptz + interval '2.5 s')
     returning id`,
    [status, JSON.stringify(options), STARTED_AT],
  );
  const id = (rows[0] as { id: number }).id;
  const taken = created + updated + unchanged;
  await pool.query(
    `insert into crosswalk.model_results (migration_id, model, position, total, matched, orphaned_left, rejected,
       left_records, right_records, created, updated, unchanged, detections, findings_kept, columns, match_keys)
     values ($1, 'students', 0, $2, $3, $4, $5, $6, $3, $4, $7, $8, $9, false, '{id,name}', '[]')`,
    [
      ...[id, taken, taken - created, created, rejections.length, taken + rejections.length],
      ...[updated, unchanged, JSON.stringify(detections)],
    ],
  );
  for (const effect of effects)
    await pool.query("insert into crosswalk.entity_effects values ($1, $2, $3, $4, $5, $6, $7)", [id, ...effect]);
  await pool.query(
    `insert into crosswalk.rejections select $1, t.number, 'students', 'LEFT', 'legacy', t."recordId", t.reason, t.message, t.row
       from json_to_recordset($2) as t(number int, "recordId" text, reason text, message text, row jsonb)`,
    [id, JSON.stringify(rejections.map((rejection, i) => ({ ...rejection, number: i + 1 })))],
  );
  for (const [code, count] of Object.entries(unknownCodes))
    await pool.query("insert into crosswalk.unknown_codes values ($1, $2, $3)", [id, code, count]);
  return id;
}

/** Sponsors as they were before any of the stored migrations began. */
export async function storeOldSponsor(pool: pg.Pool, code: string): Promise<void> {
  await pool.query("insert into sis.sponsors (code, name, created_at) values ($1, $1, '2020-01-01')", [code]);
}
