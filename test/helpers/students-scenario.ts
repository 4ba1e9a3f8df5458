import { type App, createApp } from "../../server/app.js";
import { loadConfig } from "../../server/config.js";
import type { MigrationOptions } from "../../server/core/options.js";
import { readUpsertOutcome, type UpsertOutcome } from "../engine/upsert/outcome.js";
import { createTestDatabase, type TestDatabase } from "./database.js";
import { type EndedMigration, endOf } from "./migrations.js";
import { commitWithoutWaiting } from "./npq-scenario.js";

const COLUMNS = [
  "id",
  "name",
  "kname",
  "birth_date",
  "birth_place",
  "gender",
  "nationality",
  "email",
  "school_email",
  "transfer",
  "lastenroll",
  "emg_contact_person",
  "contact_person_phone",
  "ipk",
  "modified_date",
  "sponsor_info",
] as const;

export type LegacyColumn = (typeof COLUMNS)[number];

/** A row of `legacy_students`; what is left out is harmless. */
export type GivenRow = Readonly<Partial<Record<LegacyColumn, string | null>>>;

/** All that our tables hold of a student, in words. */
export interface StoredStudent {
  readonly person: Readonly<Record<string, string | null | undefined>>;
  readonly student: Readonly<Record<string, string | boolean | null>>;
  /** of each contact: name, phone */
  readonly contacts: readonly string[];
  /** codes, in the order in which they came; `RSF ended` where it is over */
  readonly sponsorships: readonly string[];
}

export type Migrated = EndedMigration & UpsertOutcome;

export interface StudentsScenario {
  readonly app: App;
  readonly database: TestDatabase;
  /** replaces all legacy rows */
  fill(rows: readonly GivenRow[]): Promise<void>;
  addSponsors(...codes: string[]): Promise<void>;
  /** forgets everything but the legacy rows: students, sponsors, migrations, the watermark */
  forget(): Promise<void>;
  start(options?: MigrationOptions): Promise<number>;
  /** a migration that was started, to its end */
  ended(id: number): Promise<Migrated>;
  migrate(options?: MigrationOptions): Promise<Migrated>;
  /** what there is of each student, by student id */
  students(): Promise<Record<string, StoredStudent>>;
  /** every row of `sis` as text, with ids, timestamps and its version, which even a write of the same values would change */
  everyRow(): Promise<string>;
  watermark(): Promise<string | null>;
  close(): Promise<void>;
}

/** A legacy table and our own ones, without rows, and Crosswalk over them; `works` says whether it has a worker. */
export async function openStudents(
  settings: Readonly<Record<string, string>> = {},
  { works = true }: { readonly works?: boolean } = {},
): Promise<StudentsScenario> {
  const database = await createTestDatabase();
  const { pool } = database;
  await commitWithoutWaiting(database);
  await createLegacyTable(database);
  const app = await createApp(loadConfig({ DATABASE_URL: database.url, LOG_LEVEL: "silent", ...settings }));
  if (works) await app.work();

  const scenario: StudentsScenario = {
    app,
    database,
    fill: (rows) => fillLegacyTable(database, rows),
    async addSponsors(...codes) {
      await pool.query("insert into sis.sponsors (code, name) select code, code from unnest($1::text[]) code", [codes]);
    },
    async forget() {
      await pool.query(`
        delete from sis.sponsorships; delete from sis.sponsors; delete from sis.emergency_contacts;
        delete from sis.students; delete from sis.persons;
        delete from crosswalk.watermarks; delete from crosswalk.migrations`);
    },
    async start(options = {}) {
      const { migrationId, problems } = await app.migrations.start(requestOf(options));
      if (problems.length > 0) throw new Error(JSON.stringify(problems));
      return migrationId as number;
    },
    async ended(id) {
      return { ...(await endOf(app, id)), ...(await readUpsertOutcome(pool, id)) };
    },
    migrate: async (options) => scenario.ended(await scenario.start(options)),
    students: () => readStudents(database),
    everyRow: () => readEveryRow(database),
    async watermark() {
      const { rows } = await pool.query<{ until: Date }>("select until from crosswalk.watermarks");
      return rows[0]?.until.toISOString() ?? null;
    },
    async close() {
      await app.stop();
      await database.drop();
    },
  };
  return scenario;
}

export function requestOf(options: MigrationOptions) {
  return { pipeline: "students", options, trigger: "COMMAND_LINE", startedBy: null, idempotencyKey: null } as const;
}

export async function createLegacyTable({ pool }: TestDatabase): Promise<void> {
  const columns = COLUMNS.map((name) => `${name} text`).join(", ");
  await pool.query(`create schema legacy; create table legacy.legacy_students (${columns})`);
}

export async function fillLegacyTable({ pool }: TestDatabase, given: readonly GivenRow[]): Promise<void> {
  const rows = given.map((row) => ({ name: "Sok Dara", ipk: "1", modified_date: "2024-08-01", ...row }));
  await pool.query("delete from legacy.legacy_students");
  await pool.query(
    `insert into legacy.legacy_students (${COLUMNS.join(", ")})
     select ${COLUMNS.join(", ")} from jsonb_populate_recordset(null::legacy.legacy_students, $1)`,
    [JSON.stringify(rows)],
  );
}

async function readStudents({ pool }: TestDatabase): Promise<Record<string, StoredStudent>> {
  const { rows } = await pool.query<StoredStudent & { id: string }>(`
    select student_id::text as id,
      (select to_jsonb(p) - array['id', 'created_at', 'updated_at'] from sis.persons p where p.id = person_id) as person,
      to_jsonb(s) - array['student_id', 'person_id', 'content_hash', 'created_at', 'updated_at'] as student,
      array(select concat_ws(', ', name, primary_phone) from sis.emergency_contacts c
             where c.person_id = s.person_id order by c.id) as contacts,
      array(select code || case when end_date is null then '' else ' ended' end
              from sis.sponsorships join sis.sponsors sponsor on sponsor.id = sponsor_id
             where sponsorships.student_id = s.student_id order by sponsorships.id) as sponsorships
    from sis.students s order by student_id`);
  return Object.fromEntries(rows.map(({ id, ...rest }) => [id, rest]));
}

async function readEveryRow({ pool }: TestDatabase): Promise<string> {
  const tables = ["persons", "students", "emergency_contacts", "sponsors", "sponsorships"];
  const rows = await Promise.all(
    tables.map((table) =>
      pool.query<{ row: string }>(
        `select '${table} ' || xmin || ' ' || t::text as row from sis.${table} t order by t::text`,
      ),
    ),
  );
  return rows.flatMap((table) => table.rows.map(({ row }) => row)).join("\n");
}
