import type { EntitySet, FieldValue } from "../../../core/upsert/entities.js";
import type { Columns } from "./given-rows.js";

/** The entities that the students pipeline writes; they are the tables of schema `sis` under the same names. */
export const ENTITIES = ["persons", "students", "emergency_contacts", "sponsorships"] as const;

export type EntityName = (typeof ENTITIES)[number];

/**
 * The fields of each entity, with the type in which their values are sent. What a table limits is sent as text:
 * a cast to `char(2)` would cut a longer value in silence, while the table refuses it.
 * A student's `legacy_ipk` is not among them: it is kept with every key, as the mark has it.
 */
export const FIELDS = {
  persons: {
    family_name: "text",
    personal_name: "text",
    khmer_name: "text",
    preferred_gender: "sis.gender",
    date_of_birth: "date",
    birth_province: "text",
    citizenship: "text",
    personal_email: "text",
    school_email: "text",
  },
  students: {
    is_monk: "boolean",
    is_transfer_student: "boolean",
    current_status: "sis.student_status",
    last_enrollment_date: "date",
  },
  emergency_contacts: { name: "text", relationship: "text", primary_phone: "text" },
  sponsorships: { sponsorship_type: "sis.sponsorship_type", start_date: "date", notes: "text" },
} as const satisfies Readonly<Record<EntityName, Columns>>;

/** The value of an entity's field; null also where it is left out. */
export function fieldOf(set: EntitySet | null, entity: EntityName, field: string): FieldValue {
  return set?.[entity]?.[field] ?? null;
}
