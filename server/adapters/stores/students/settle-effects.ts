import { type EntityEffect, effectsOf } from "../../../core/upsert/effects.js";
import type { Fields } from "../../../core/upsert/entities.js";
import type { KeyWrite } from "../../../core/upsert/target.js";
import type { Queryable } from "../query.js";
import { fieldOf } from "./entity-fields.js";
import { PlannedEffects } from "./planned-effects.js";
import { SPONSORSHIP_FIELDS } from "./stored-entities.js";

/**
 * The effects as the tables allow them, in a run and a dry run alike. A sponsorship ends no earlier than it starts;
 * one that is to be created but is there, beside the newer one that was shown, is updated or left instead.
 */
export async function settleEffects(client: Queryable, writes: readonly KeyWrite[]): Promise<readonly KeyWrite[]> {
  if (!writes.some(isToSettle)) return writes;
  const standing = await readStanding(client, writes.filter(isToSettle));
  return writes.map((write) =>
    isToSettle(write)
      ? { ...write, effects: write.effects.map((effect) => settled(write, effect, standing.get(write.key) ?? null)) }
      : write,
  );
}

/** A new student has no sponsorship yet that could be in the way. */
function isToSettle({ current, effects }: KeyWrite): boolean {
  if (current === null) return false;
  return effects.some(
    ({ entity, effect }) => entity === "sponsorships" && (effect === "CREATED" || effect === "ENDED"),
  );
}

function settled(write: KeyWrite, planned: EntityEffect, standing: Fields | null): EntityEffect {
  if (planned.entity !== "sponsorships") return planned;
  if (planned.effect === "CREATED" && standing !== null) {
    const [instead] = effectsOf([{ name: "sponsorships" }], { sponsorships: standing }, write.wanted, "");
    return instead ?? planned;
  }
  if (planned.effect !== "ENDED") return planned;
  const start = String(fieldOf(write.current, "sponsorships", "start_date") ?? "");
  const changes = planned.changes.map((change) =>
    change.field === "end_date" && (change.after ?? "") < start ? { ...change, after: start } : change,
  );
  return { ...planned, changes };
}

/** Active sponsorships, by student, that known students are to get. */
async function readStanding(client: Queryable, writes: readonly KeyWrite[]): Promise<ReadonlyMap<number, Fields>> {
  const wanted = new PlannedEffects(writes).of("sponsorships", "CREATED");
  if (wanted.length === 0) return new Map();
  const { rows } = await client.query<{ key: number; fields: Fields | null }>(
    `select given.key::float8,
            (select ${SPONSORSHIP_FIELDS}
               from sis.sponsors sponsor join sis.sponsorships active on active.sponsor_id = sponsor.id
              where sponsor.code = given.sponsor and active.student_id = given.key
                and active.end_date is null) as fields
       from unnest($1::bigint[], $2::text[]) as given (key, sponsor)`,
    [wanted.map(({ write }) => write.key), wanted.map(({ write }) => fieldOf(write.wanted, "sponsorships", "sponsor"))],
  );
  return new Map(rows.flatMap(({ key, fields }) => (fields === null ? [] : [[key, fields]])));
}
