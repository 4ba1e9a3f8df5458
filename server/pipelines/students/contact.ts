import type { Fields } from "../../core/upsert/entities.js";

/** The legacy row does not say how the contact and the student are related. */
const RELATIONSHIP = "OTHER";

/** Null where nobody is named: a phone alone is no contact, and the contact that was there goes. */
export function emergencyContactOf(person: string | null, phone: string | null): Fields | null {
  return person === null ? null : { name: person, relationship: RELATIONSHIP, primary_phone: phoneOf(phone) };
}

/** A phone with letters is no phone. */
export function phoneOf(field: string | null): string | null {
  return field === null || /\p{L}/u.test(field) ? null : field;
}
