import type pg from "pg";
import { FIELDS, fieldOf } from "./entity-fields.js";
import { arrayOf, givenRows } from "./given-rows.js";
import { changedFields, fieldNames, ofKey, type PlannedEffects, plannedRows } from "./planned-effects.js";
import { changeRows, writeRows } from "./refusal.js";

/** Persons and their students, and the mark of every key. */
export async function writeStudents(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  await createStudents(client, planned);
  await updatePersons(client, planned);
  await updateStudents(client, planned);
  await keepMarks(client, planned);
}

async function createStudents(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const columns = {
    key: "bigint",
    legacy_ipk: "text",
    content_hash: "text",
    ...FIELDS.persons,
    ...FIELDS.students,
  };
  const given = givenRows(columns, planned.of("students", "CREATED"), (column) => {
    const entity = column in FIELDS.persons ? "persons" : "students";
    return ofKey(column) ?? (({ write }) => fieldOf(write.wanted, entity, column));
  });
  // The person's id is taken before either row is written, so that each student gets its own person.
  await writeRows(
    client,
    "persons and students",
    given,
    `with given as materialized (select nextval('sis.persons_id_seq') as person_id, given.* from ${given.sql}),
          person as (insert into sis.persons (id, ${fieldNames("persons")})
                     select person_id, ${fieldNames("persons")} from given)
     insert into sis.students (student_id, person_id, legacy_ipk, content_hash, ${fieldNames("students")})
     select key, person_id, legacy_ipk, decode(content_hash, 'hex'), ${fieldNames("students")} from given`,
  );
}

async function updatePersons(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const given = plannedRows("persons", planned.of("persons", "UPDATED"), ["changed"]);
  await writeRows(
    client,
    "persons",
    given,
    `update sis.persons stored set ${changedFields("persons")}
       from ${given.sql} join sis.students student on student.student_id = given.key
      where stored.id = student.person_id`,
  );
}

async function updateStudents(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const updated = planned.of("students", "UPDATED");
  const given = plannedRows("students", updated, ["changed", "legacy_ipk", "content_hash"]);
  await writeRows(
    client,
    "students",
    given,
    `update sis.students stored
        set legacy_ipk = given.legacy_ipk, content_hash = decode(given.content_hash, 'hex'), ${changedFields("students")}
       from ${given.sql} where stored.student_id = given.key`,
  );
}

/** The marks of the students that stay as they are; where the mark is another, it is no update of the student. */
async function keepMarks(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const unchanged = planned.of("students", "UNCHANGED");
  if (unchanged.length === 0) return;
  await changeRows(
    client,
    "students",
    `update sis.students stored set legacy_ipk = given.legacy_ipk, content_hash = given.content_hash
       from (select key, legacy_ipk, decode(hash, 'hex') as content_hash
               from unnest($1::bigint[], $2::text[], $3::text[]) as rows (key, legacy_ipk, hash)) given
      where stored.student_id = given.key
        and (stored.legacy_ipk, stored.content_hash) is distinct from (given.legacy_ipk, given.content_hash)`,
    [
      arrayOf(unchanged, ({ write }) => write.key),
      arrayOf(unchanged, ({ write }) => write.mark.ipk),
      arrayOf(unchanged, ({ write }) => write.mark.contentHash),
    ],
  );
}
