import type pg from "pg";
import { fieldOf } from "./entity-fields.js";
import { givenRows } from "./given-rows.js";
import { changedFields, ofKey, type PlannedEffects, plannedRows, valueAfter } from "./planned-effects.js";
import { writeRows } from "./refusal.js";

/**
 * The active sponsorship of a given key and sponsor. A subquery, which is looked up key by key: in a join the planner
 * may go through all sponsorships of a sponsor for each key, and most students can have the same.
 */
const ACTIVE_ID = `(
  select active.id from sis.sponsorships active
   where active.student_id = given.key and active.end_date is null
     and active.sponsor_id = (select sponsor.id from sis.sponsors sponsor where sponsor.code = given.sponsor))`;

/** Sponsorships; an active one is found by its student and its sponsor, which there is at most one of. */
export async function writeSponsorships(client: pg.ClientBase, planned: PlannedEffects): Promise<void> {
  const ended = givenRows(
    { key: "bigint", sponsor: "text", end_date: "date" },
    planned.of("sponsorships", "ENDED"),
    (column) => {
      if (column === "sponsor") return ({ write }) => fieldOf(write.current, "sponsorships", "sponsor");
      return ofKey(column) ?? (({ effect }) => valueAfter(effect, column));
    },
  );
  await writeRows(
    client,
    "sponsorships",
    ended,
    `update sis.sponsorships stored set end_date = given.end_date, updated_at = now()
       from (select given.*, ${ACTIVE_ID} as id from ${ended.sql}) given where stored.id = given.id`,
  );

  const updated = plannedRows("sponsorships", planned.of("sponsorships", "UPDATED"), ["sponsor", "changed"]);
  await writeRows(
    client,
    "sponsorships",
    updated,
    `update sis.sponsorships stored set ${changedFields("sponsorships")}
       from (select given.*, ${ACTIVE_ID} as id from ${updated.sql}) given where stored.id = given.id`,
  );

  const created = plannedRows("sponsorships", planned.of("sponsorships", "CREATED"), ["sponsor"]);
  await writeRows(
    client,
    "sponsorships",
    created,
    `insert into sis.sponsorships (student_id, sponsor_id, sponsorship_type, start_date, notes)
     select given.key, sponsor.id, given.sponsorship_type, given.start_date, given.notes
       from ${created.sql} join sis.sponsors sponsor on sponsor.code = given.sponsor`,
  );
}
