import { type MarkedTable, qualified } from "../marked-tables.js";

export const LEGACY_TABLE = "legacy_students";

/** In the order of the table; `sponsor_info` only some dumps have. The address and the row number are columns that Crosswalk does not know. */
const COLUMNS = [
  "id",
  "name",
  "kname",
  "birth_date",
  "birth_place",
  "gender",
  "nationality",
  "email",
  "school_email",
  "current_address",
  "transfer",
  "lastenroll",
  "emg_contact_person",
  "contact_person_phone",
  "ipk",
  "modified_date",
  "csv_row_number",
  "sponsor_info",
] as const;

export type LegacyColumn = (typeof COLUMNS)[number];

/** A row as the legacy system exports it: all text, and nothing sure of any of it. */
export type LegacyStudent = Readonly<Record<LegacyColumn, string | null>>;

export function columnsOf(withSponsorInfo: boolean): readonly LegacyColumn[] {
  return withSponsorInfo ? COLUMNS : COLUMNS.filter((column) => column !== "sponsor_info");
}

export function legacyTable(withSponsorInfo: boolean): MarkedTable {
  return { name: LEGACY_TABLE, columns: columnsOf(withSponsorInfo).map((column) => `${column} text`) };
}

export function finishTableSql(schema: string): string {
  return `create index on ${qualified(schema, LEGACY_TABLE)} (modified_date)`;
}
