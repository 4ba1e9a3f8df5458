import type { Mark } from "../../../core/upsert/detect.js";
import type { EntitySet, Fields } from "../../../core/upsert/entities.js";
import type { Queryable } from "../query.js";
import { type EntityName, FIELDS } from "./entity-fields.js";

/** An active sponsorship `active` and its sponsor as the entity's fields. */
export const SPONSORSHIP_FIELDS = `json_build_object('sponsor', sponsor.code, ${pairs("sponsorships", "active")})`;

export async function readCodes(pool: Queryable): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ code: string }>("select code from sis.sponsors");
  return new Set(rows.map((row) => row.code));
}

/**
 * Named, as the one below: to plan it for a thousand keys, each of which is looked up in the table's statistics, takes
 * PostgreSQL twice as long as to answer it. After a few times it keeps a plan for any keys.
 */
export async function readMarks(pool: Queryable, keys: readonly number[]): Promise<ReadonlyMap<number, Mark>> {
  // bigint, here and below: a key that no integer column can hold is one that there is not, and no error.
  const { rows } = await pool.query<Mark & { key: number }>({
    name: "student_marks",
    text: `select student_id as key, legacy_ipk as ipk, encode(content_hash, 'hex') as "contentHash"
             from sis.students where student_id = any($1::bigint[])`,
    values: [keys],
  });
  return new Map(rows.map(({ key, ipk, contentHash }) => [key, { ipk, contentHash }]));
}

/**
 * The entities of keys, dates as YYYY-MM-DD. Of several active sponsorships, which only other means than a migration
 * can make, the newest row is shown; the others are left alone.
 */
export async function readEntities(pool: Queryable, keys: readonly number[]): Promise<ReadonlyMap<number, EntitySet>> {
  // Subqueries, and no joins: for a large batch a join would read whole tables, however few students are asked for.
  const { rows } = await pool.query<{ key: number } & Record<EntityName, Fields | null>>({
    name: "student_entities",
    text: `select student.student_id as key,
            (select json_build_object(${pairs("persons", "person")})
               from sis.persons person where person.id = student.person_id) as persons,
            json_build_object(${pairs("students", "student")}, 'legacy_ipk', student.legacy_ipk) as students,
            (select json_build_object(${pairs("emergency_contacts", "contact")})
               from sis.emergency_contacts contact
              where contact.person_id = student.person_id and contact.is_primary) as emergency_contacts,
            (select ${SPONSORSHIP_FIELDS}
               from sis.sponsorships active join sis.sponsors sponsor on sponsor.id = active.sponsor_id
              where active.student_id = student.student_id and active.end_date is null
              order by active.id desc limit 1) as sponsorships
       from sis.students student where student.student_id = any($1::bigint[])`,
    values: [keys],
  });
  return new Map(rows.map(({ key, ...entities }) => [key, entities]));
}

function pairs(entity: EntityName, row: string): string {
  return Object.keys(FIELDS[entity])
    .map((field) => `'${field}', ${row}.${field}`)
    .join(", ");
}
