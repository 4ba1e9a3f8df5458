import { expect, test } from "vitest";
import { type EntityEffect, effectsOf } from "../../../server/core/upsert/effects.js";
import { type EntitySet, fieldsOnCreation } from "../../../server/core/upsert/entities.js";
import { entities } from "../../../server/pipelines/students/entities.js";
import { mapStudent } from "../../../server/pipelines/students/map-student.js";
import { type LegacyCells, readerOf } from "./legacy-row.js";

const TODAY = "2026-03-01";
const row: LegacyCells = {
  id: "1",
  name: "Sok Dara<A>",
  emg_contact_person: "Mealea",
  contact_person_phone: "012",
  ipk: "7",
};

function wantedOf(cells: LegacyCells): EntitySet {
  const mapping = mapStudent(readerOf({ ...row, ...cells }), { codes: new Set(["A", "B"]), today: TODAY });
  if (mapping.kind === "rejected") throw new Error(mapping.message);
  return mapping.entities;
}

/** The entities of the row as they are kept since last year. */
const stored: EntitySet = (() => {
  const wanted = wantedOf({});
  return { ...wanted, sponsorships: { ...wanted.sponsorships, start_date: "2025-09-01", end_date: null } };
})();

const effects = (current: EntitySet | null, cells: LegacyCells): readonly EntityEffect[] =>
  effectsOf(entities, current, wantedOf(cells), TODAY);
const kinds = (all: readonly EntityEffect[]) => all.map(({ entity, effect }) => `${entity} ${effect}`);
const of = (all: readonly EntityEffect[], entity: string) => all.filter((each) => each.entity === entity);

test("a new student's entities are created, its sponsorship from today on", () => {
  const all = effects(null, {});
  expect(kinds(all)).toEqual([
    "persons CREATED",
    "students CREATED",
    "emergency_contacts CREATED",
    "sponsorships CREATED",
  ]);
  const fields = { start_date: TODAY, sponsor: "A", sponsorship_type: "FULL", notes: null };
  expect(of(all, "sponsorships")).toEqual([{ entity: "sponsorships", effect: "CREATED", fields }]);
});

test("what the row lacks is not created", () => {
  expect(kinds(effects(null, { name: "Sok", emg_contact_person: null }))).toEqual([
    "persons CREATED",
    "students CREATED",
  ]);
});

test("the same row again changes nothing, whatever the day", () => {
  for (const today of [TODAY, "2031-01-01"])
    expect(kinds(effectsOf(entities, stored, wantedOf({}), today))).toEqual([
      "persons UNCHANGED",
      "students UNCHANGED",
      "emergency_contacts UNCHANGED",
      "sponsorships UNCHANGED",
    ]);
});

test("an edit updates the fields that it touches", () => {
  const all = effects(stored, { name: "$$Sok Dary<A>", contact_person_phone: "no phone", ipk: "8" });
  expect(all).toEqual([
    { entity: "persons", effect: "UPDATED", changes: [{ field: "personal_name", before: "DARA", after: "DARY" }] },
    {
      entity: "students",
      effect: "UPDATED",
      changes: [
        { field: "current_status", before: "ACTIVE", after: "FROZEN" },
        { field: "legacy_ipk", before: "7", after: "8" },
      ],
    },
    {
      entity: "emergency_contacts",
      effect: "UPDATED",
      changes: [{ field: "primary_phone", before: "012", after: null }],
    },
    { entity: "sponsorships", effect: "UNCHANGED" },
  ]);
});

test.each([null, "", " ", "NULL", "null"])("a contact that became %j is deleted", (emg_contact_person) => {
  const [contact] = of(effects(stored, { emg_contact_person }), "emergency_contacts");
  expect(contact).toEqual({ entity: "emergency_contacts", effect: "DELETED" });
});

const ended = { entity: "sponsorships", effect: "ENDED", changes: [{ field: "end_date", before: null, after: TODAY }] };

test.each([
  ["is gone", { name: "Sok Dara" }],
  ["is gone from sponsor_info and name", { name: "Sok Dara", sponsor_info: " " }],
  ["changed to one that no sponsor has", { name: "Sok Dara<C>" }],
])("a sponsorship whose code %s ends today", (_, cells) => {
  expect(of(effects(stored, cells), "sponsorships")).toEqual([ended]);
});

test("another code ends the one sponsorship and creates another", () => {
  const all = of(effects(stored, { sponsor_info: "b" }), "sponsorships");
  expect(all[0]).toEqual(ended);
  expect(all.slice(1)).toMatchObject([{ effect: "CREATED", fields: { sponsor: "B", start_date: TODAY } }]);
});

test("what is wanted wins over what a new record has besides", () => {
  const declaration = { name: "sponsorships", onCreate: (today: string) => ({ start_date: today, end_date: null }) };
  expect(fieldsOnCreation(declaration, { start_date: "2020-01-01" }, TODAY)).toEqual({
    start_date: "2020-01-01",
    end_date: null,
  });
  expect(fieldsOnCreation({ name: "persons" }, { family_name: "SOK" }, TODAY)).toEqual({ family_name: "SOK" });
});
