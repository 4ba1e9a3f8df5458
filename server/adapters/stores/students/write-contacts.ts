import type pg from "pg";
import { givenRows } from "./given-rows.js";
import { changedFields, fieldNames, type PlannedEffects, plannedRows } from "./planned-effects.js";
import { writeRows } from "./refusal.js";

/** Primary emergency contacts; any other contact of a person is left alone. */
export async function writeContacts(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const deleted = givenRows(
    { key: "bigint" },
    planned.of("emergency_contacts", "DELETED"),
    () =>
      ({ write }) =>
        write.key,
  );
  await writeRows(
    client,
    "emergency_contacts",
    deleted,
    `delete from sis.emergency_contacts stored
      using ${deleted.sql} join sis.students student on student.student_id = given.key
      where stored.person_id = student.person_id and stored.is_primary`,
  );

  const updated = plannedRows("emergency_contacts", planned.of("emergency_contacts", "UPDATED"), ["changed"]);
  await writeRows(
    client,
    "emergency_contacts",
    updated,
    `update sis.emergency_contacts stored set ${changedFields("emergency_contacts")}
       from ${updated.sql} join sis.students student on student.student_id = given.key
      where stored.person_id = student.person_id and stored.is_primary`,
  );

  // After the deletions: a contact that became another person's is deleted and created.
  const created = plannedRows("emergency_contacts", planned.of("emergency_contacts", "CREATED"));
  await writeRows(
    client,
    "emergency_contacts",
    created,
    `insert into sis.emergency_contacts (person_id, ${fieldNames("emergency_contacts")})
     select student.person_id, ${fieldNames("emergency_contacts")}
       from ${created.sql} join sis.students student on student.student_id = given.key`,
  );
}
