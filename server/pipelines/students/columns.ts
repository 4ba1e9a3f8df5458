import type { Column } from "../../core/pipeline.js";

export const LEGACY_TABLE = "legacy_students";
export const IPK_COLUMN = "ipk";
export const MODIFIED_COLUMN = "modified_date";
/** Columns that some dumps lack. */
export const OPTIONAL_COLUMNS: readonly string[] = ["sponsor_info"];

/** The columns of `legacy_students`. */
export const columns: readonly Column[] = [
  { name: "id", title: "Student id", search: "value" },
  { name: "name", title: "Name", search: "words", personal: true },
  { name: "kname", title: "Khmer name", search: "words", personal: true },
  { name: "birth_date", title: "Date of birth", personal: true },
  { name: "birth_place", title: "Place of birth", personal: true },
  { name: "gender", title: "Gender", personal: true },
  { name: "nationality", title: "Nationality", personal: true },
  { name: "email", title: "E-mail", search: "value", personal: true },
  { name: "school_email", title: "School e-mail", search: "value", personal: true },
  { name: "transfer", title: "Transfer student" },
  { name: "lastenroll", title: "Last enrollment" },
  { name: "emg_contact_person", title: "Emergency contact", search: "words", personal: true },
  { name: "contact_person_phone", title: "Phone of the emergency contact", search: "value", personal: true },
  { name: IPK_COLUMN, title: "Identity primary key", search: "value" },
  { name: MODIFIED_COLUMN, title: "Modified" },
  { name: "sponsor_info", title: "Sponsor", personal: true },
];

export const COLUMN_NAMES: readonly string[] = columns.map(({ name }) => name);
