import { withSession } from "../place/session.js";
import { MAPPED_SQL } from "./mapped-sql.js";

const PERSON = [
  "family_name",
  "personal_name",
  "khmer_name",
  "preferred_gender",
  "date_of_birth",
  "birth_province",
  "citizenship",
  "personal_email",
  "school_email",
];
const STUDENT = ["is_monk", "is_transfer_student", "current_status", "last_enrollment_date", "legacy_ipk"];
const SETTINGS = { work_mem: "256MB" };

const PERSON_SEQUENCE = "pg_get_serial_sequence('sis.persons', 'id')";
/** The mapped rows with the person that each student has, or is to get. */
const KEYED_SQL = `
  select m.*, coalesce(s.person_id, nextval(${PERSON_SEQUENCE})::int) as person_id
  from (${MAPPED_SQL}) m left join sis.students s on s.student_id = m.student_id`;

const list = (columns: readonly string[], prefix = ""): string =>
  columns.map((column) => `${prefix}${column}`).join(", ");
const isOther = (table: string, columns: readonly string[], from: string): string =>
  `(${list(columns, `${table}.`)}) is distinct from (${list(columns, `${from}.`)})`;
const setFrom = (columns: readonly string[], from: string): string =>
  `${columns.map((column) => `${column} = ${from}.${column}`).join(", ")}, updated_at = now()`;

/** All four tables in one statement, as one writes it by hand: what is there is updated where it differs. */
export async function upsertByInsert(url: string): Promise<void> {
  const onConflict = (target: string, table: string, columns: readonly string[]): string =>
    `on conflict ${target} do update set ${setFrom(columns, "excluded")} where ${isOther(table, columns, "excluded")}`;
  const sql = `
    with keyed as materialized (${KEYED_SQL}),
    persons as (
      insert into sis.persons (id, ${list(PERSON)}) select person_id, ${list(PERSON)} from keyed
      ${onConflict("(id)", "persons", PERSON)}
    ), students as (
      insert into sis.students (student_id, person_id, ${list(STUDENT)}) select student_id, person_id, ${list(STUDENT)} from keyed
      ${onConflict("(student_id)", "students", STUDENT)}
    ), contacts as (
      insert into sis.emergency_contacts (person_id, name, relationship, primary_phone)
      select person_id, contact, 'OTHER', phone from keyed where contact is not null
      ${onConflict("(person_id) where is_primary", "emergency_contacts", ["name", "primary_phone"])}
    )
    insert into sis.sponsorships (student_id, sponsor_id, sponsorship_type, start_date)
    select student_id, sponsor_id, 'FULL', current_date from keyed where sponsor_id is not null
    on conflict (student_id, sponsor_id) where end_date is null do nothing`;
  await withSession(url, (session) => session.query(sql), SETTINGS);
}

/** The first major version of PostgreSQL that knows MERGE. */
export const KNOWS_MERGE = 15;

/** The same by MERGE, a statement a table in one transaction, from a temporary table of the mapped rows. */
export async function upsertByMerge(url: string): Promise<void> {
  const merge = (table: string, on: string, columns: readonly string[], insert: string, source = "keyed"): string => `
    merge into sis.${table} t using ${source} k on ${on}
    when matched and ${isOther("t", columns, "k")} then update set ${setFrom(columns, "k")}
    when not matched then insert ${insert}`;
  const statements = [
    "begin",
    `create temp table keyed on commit drop as ${KEYED_SQL}`,
    "analyze keyed",
    merge("persons", "t.id = k.person_id", PERSON, `(id, ${list(PERSON)}) values (k.person_id, ${list(PERSON, "k.")})`),
    merge(
      "students",
      "t.student_id = k.student_id",
      STUDENT,
      `(student_id, person_id, ${list(STUDENT)}) values (k.student_id, k.person_id, ${list(STUDENT, "k.")})`,
    ),
    merge(
      "emergency_contacts",
      "t.person_id = k.person_id and t.is_primary",
      ["name", "primary_phone"],
      "(person_id, name, relationship, primary_phone) values (k.person_id, k.name, 'OTHER', k.primary_phone)",
      "(select person_id, contact as name, phone as primary_phone from keyed where contact is not null)",
    ),
    `merge into sis.sponsorships t using (select * from keyed where sponsor_id is not null) k
       on t.student_id = k.student_id and t.sponsor_id = k.sponsor_id and t.end_date is null
     when not matched then insert (student_id, sponsor_id, sponsorship_type, start_date)
       values (k.student_id, k.sponsor_id, 'FULL', current_date)`,
    "commit",
  ];
  await withSession(
    url,
    async (session) => {
      for (const statement of statements) await session.query(statement);
    },
    SETTINGS,
  );
}
