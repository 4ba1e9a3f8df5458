import type pg from "pg";

/** What a migration of students said it did, as lines and counts without zeros. */
export interface UpsertOutcome {
  readonly counts: {
    readonly rows: number;
    readonly created: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly rejected: number;
  };
  readonly duplicates: number;
  readonly detections: Readonly<Record<string, number>>;
  /** by entity: { created: 2, ended: 1 } */
  readonly effects: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** `persons 18001 family_name: SOK → KEO UPDATED CONTENT`, in the order in which they were kept */
  readonly changes: readonly string[];
  /** of the changes: APPLIED, FORECAST */
  readonly states: readonly string[];
  readonly rejections: readonly KeptRejection[];
  readonly unknownCodes: Readonly<Record<string, number>>;
}

export interface KeptRejection {
  readonly id: string;
  readonly reason: string;
  readonly message: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export async function readUpsertOutcome(pool: pg.Pool, migrationId: number): Promise<UpsertOutcome> {
  const ask = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> =>
    (await pool.query<Row>(sql, [migrationId])).rows;
  const [result] = await ask<UpsertOutcome["counts"] & Pick<UpsertOutcome, "duplicates" | "detections">>(
    `select left_records as rows, created, updated, unchanged, rejected, duplicates, detections
       from crosswalk.model_results where migration_id = $1`,
  );
  const effects = await ask<{ entity: string } & Record<string, number>>(
    `select entity, created, updated, unchanged, deleted, ended from crosswalk.entity_effects where migration_id = $1`,
  );
  const changes = await ask<{ line: string; state: string }>(
    `select concat_ws(' ', entity, record_id, field || ':', coalesce(before, '–'), '→', coalesce(after, '–'),
                      effect, detected_by) as line, state::text as state
       from crosswalk.changes where migration_id = $1 order by number`,
  );
  const codes = await ask<{ code: string; rows: number }>(
    "select code, rows from crosswalk.unknown_codes where migration_id = $1 order by code",
  );
  const { duplicates, detections, ...counts } = result ?? NOTHING;
  return {
    counts,
    duplicates,
    detections,
    effects: Object.fromEntries(effects.map(({ entity, ...numbers }) => [entity, withoutZeros(numbers)])),
    changes: changes.map(({ line }) => line),
    states: [...new Set(changes.map(({ state }) => state))],
    rejections: await ask<KeptRejection>(
      `select record_id as id, reason, message, row from crosswalk.rejections where migration_id = $1 order by number`,
    ),
    unknownCodes: Object.fromEntries(codes.map(({ code, rows }) => [code, rows])),
  };
}

const NOTHING = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, duplicates: 0, detections: {} };

export function withoutZeros(numbers: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(numbers).filter(([, number]) => number !== 0));
}
