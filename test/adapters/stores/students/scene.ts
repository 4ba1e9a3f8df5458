import type pg from "pg";
import { openPool } from "../../../../server/adapters/database/open.js";
import { createStudentTarget } from "../../../../server/adapters/stores/students/target.js";
import type { Milestone } from "../../../../server/core/parts.js";
import { NO_COUNTS } from "../../../../server/core/progress.js";
import type { RejectionRow } from "../../../../server/core/stores.js";
import type { Mark } from "../../../../server/core/upsert/detect.js";
import { effectsOf } from "../../../../server/core/upsert/effects.js";
import type { EntityDeclaration, EntitySet, Fields } from "../../../../server/core/upsert/entities.js";
import type { KeyWrite, UpsertBatch, UpsertTarget } from "../../../../server/core/upsert/target.js";
import { createTestDatabase, type TestDatabase } from "../../../helpers/database.js";

export const TODAY = "2026-03-04";

export const DECLARATIONS: readonly EntityDeclaration[] = [
  { name: "persons" },
  { name: "students" },
  { name: "emergency_contacts", whenGone: "DELETED" },
  {
    name: "sponsorships",
    identity: "sponsor",
    whenGone: "ENDED",
    endField: "end_date",
    onCreate: (today) => ({ start_date: today }),
  },
];

/** What is wanted of one key; a mark of its own, so that every state has another. */
export interface Wish {
  readonly key: number;
  readonly wanted: EntitySet;
  readonly mark?: Mark;
}

export const PERSON: Fields = {
  family_name: "SOK",
  personal_name: "DARA",
  khmer_name: "សុខ ដារ៉ា",
  preferred_gender: "MALE",
  date_of_birth: "2001-02-03",
  birth_province: "phnom_penh",
  citizenship: "KH",
  personal_email: "dara@example.org",
  school_email: null,
};
export const STUDENT: Fields = {
  is_monk: false,
  is_transfer_student: true,
  current_status: "ACTIVE",
  last_enrollment_date: "2024-05-06",
};
export const CONTACT: Fields = { name: "Sok Mara", relationship: "OTHER", primary_phone: "012345678" };
export const SPONSORSHIP: Fields = { sponsor: "ABC", sponsorship_type: "FULL", start_date: "2024-01-01", notes: null };
export const MARK: Mark = { ipk: "11", contentHash: "00ff" };

/** A student with everything; what is given of an entity replaces its fields, null takes it away. */
export function wish(
  key: number,
  other: { readonly [entity in "persons" | "students" | "emergency_contacts" | "sponsorships"]?: Fields | null } = {},
  mark: Mark = MARK,
): Wish {
  const whole = { persons: PERSON, students: STUDENT, emergency_contacts: CONTACT, sponsorships: SPONSORSHIP };
  const entities = Object.entries(whole).map(([entity, fields]) => {
    const given = other[entity as keyof typeof other];
    return [entity, given === null ? null : { ...fields, ...given }];
  });
  const wanted = Object.fromEntries(entities) as EntitySet;
  return { key, wanted: { ...wanted, students: { ...wanted.students, legacy_ipk: mark.ipk } }, mark };
}

/** A database whose pool is one as a worker has it. */
export async function openStudentDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  const pool = openPool(database.url, { name: "test", max: 12 });
  return {
    ...database,
    pool,
    async drop() {
      await pool.end();
      await database.drop();
    },
  };
}

export interface Scene {
  readonly pool: pg.Pool;
  readonly target: UpsertTarget;
  readonly migrationId: number;
  readonly resultId: number;
  readonly partId: number;
  /** what is kept with a batch by the worker that has the part */
  readonly milestone: () => Milestone;
  /** has the target write a batch for that worker */
  keep(batch: UpsertBatch): Promise<void>;
  /** what the engine would hand over for these wishes */
  batch(wishes: readonly Wish[], other?: Partial<UpsertBatch>): Promise<UpsertBatch>;
  write(wishes: readonly Wish[], other?: Partial<UpsertBatch>): Promise<void>;
  rows(sql: string): Promise<Record<string, unknown>[]>;
}

/** A new migration with its result, over the students that there are; the sponsors ABC and XYZ are there. */
export async function openScene(pool: pg.Pool): Promise<Scene> {
  await pool.query("insert into sis.sponsors (code, name) values ('ABC', 'A'), ('XYZ', 'X') on conflict do nothing");
  const target = createStudentTarget({ pool, pipeline: PIPELINE });
  const migrationId = await newMigration(pool);
  const resultId = await target.openResult(migrationId);
  const partId = await newPart(pool, migrationId);
  const progress = { stages: [], counts: NO_COUNTS, peakMemoryBytes: 0 };
  const milestone = (): Milestone => ({ claim: { partId, attempt: 1 }, checkpoint: { key: 1 }, progress });
  const keep = (batch: UpsertBatch) => target.write(batch, milestone);
  const rows = async (sql: string) => (await pool.query(sql)).rows;

  async function batch(wishes: readonly Wish[], other: Partial<UpsertBatch> = {}): Promise<UpsertBatch> {
    const stored = await target.current(wishes.map(({ key }) => key));
    const writes = wishes.map(({ key, wanted, mark = MARK }): KeyWrite => {
      const current = stored.get(key) ?? null;
      const effects = effectsOf(DECLARATIONS, current, wanted, TODAY);
      const detection = current === null ? "NEW" : "CONTENT";
      return { key, recordId: `0${key}`, detection, effects, current, wanted, mark };
    });
    const counts = { skipped: 0, rows: wishes.length, duplicates: 0, unknownCodes: new Map() };
    const rest = { numbersFrom: 0, rejections: [], duplicateKeys: [], ...counts };
    return { migrationId, resultId, dryRun: false, writes, ...rest, ...other };
  }

  const write: Scene["write"] = async (wishes, other) => keep(await batch(wishes, other));
  return { pool, target, migrationId, resultId, partId, milestone, keep, batch, write, rows };
}

export async function newMigration(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query(
    `insert into crosswalk.migrations (pipeline, status, options, trigger, rules)
     values ('students', 'SUCCEEDED', '{}', 'API', 'rules') returning id`,
  );
  return rows[0].id;
}

/** A part that a worker has. */
export async function newPart(pool: pg.Pool, migrationId: number, position = 0): Promise<number> {
  const { rows } = await pool.query(
    `insert into crosswalk.parts (migration_id, phase, position, kind, task, status, attempt)
     values ($1, 1, $2, 'TAKE', '{}', 'RUNNING', 1) returning id`,
    [migrationId, position],
  );
  return rows[0].id;
}

const COLUMNS = ["name", "ipk"].map((name) => ({ name, title: name }));
const SOURCE = { class: "Legacy::Student", table: "legacy_students", select: () => "select 1" };

export const PIPELINE = {
  name: "students",
  models: [
    {
      name: "students",
      title: "Students",
      left: SOURCE,
      right: SOURCE,
      columns: COLUMNS,
      matchKeys: [],
      candidateRules: [],
    },
  ],
};

/** Every row of the student information system with its version: equal ones mean that nothing was written at all. */
export async function everyRow(pool: pg.Pool): Promise<unknown> {
  const tables = ["persons", "students", "emergency_contacts", "sponsorships"];
  const read = tables.map(
    async (table) => (await pool.query(`select xmin, ctid, * from sis.${table} order by 3`)).rows,
  );
  return Promise.all(read);
}

export async function emptyTables(pool: pg.Pool): Promise<void> {
  await pool.query(
    `truncate sis.persons, sis.students, sis.emergency_contacts, sis.sponsors, sis.sponsorships,
              crosswalk.migrations, crosswalk.changes, crosswalk.rejections, crosswalk.watermarks cascade`,
  );
}

export function rejection(recordId: string, reason = "name_parsing_error"): RejectionRow {
  return { model: "students", side: "LEFT", source: "legacy", recordId, reason, message: "no", row: { name: "$$" } };
}
