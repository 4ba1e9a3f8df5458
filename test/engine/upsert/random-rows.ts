import fc from "fast-check";
import type { GivenRow, LegacyColumn } from "../../helpers/students-scenario.js";

const NOTHING = [null, "", "  ", "NULL", " NULL "];
const LONG_PLACE = "the village behind the old market of kampong trabaek in prey veng";
const NAMES = ["Sok Dara", " keo NY", "Ly", "Chan Ny  Ra", "សុខ ដារ៉ា", "$$Sok Dara", "$$ Ly #", "12", "$$", "[gone]"];
const NOTES = ["", "<RSF>", " <abc>", "{RSF}", " {None}", "<>", " [old]", " <ABC>{RSF}", " <> <rsf>"];

/** Values of each column: some of them dirty, and few of them, so that rows often stay as they are. */
export const CELLS: Readonly<Record<LegacyColumn, fc.Arbitrary<string | null>>> = {
  id: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom("1", "2", "3", "4", "5", "6", "7", "8", " 02", "003 ", "2147483647") },
    { weight: 1, arbitrary: fc.constantFrom("x", "1.5", "1e1", "99999999999", ...NOTHING) },
  ),
  name: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom(...NOTES)).map((parts) => parts.join("")),
    },
    { weight: 1, arbitrary: fc.constantFrom(...NOTHING) },
  ),
  kname: fc.constantFrom("សុខ", " ដារ៉ា ", ...NOTHING),
  birth_date: fc.oneof(
    {
      weight: 9,
      arbitrary: fc.constantFrom("2001-02-03", " 2000-02-29 00:00:00.000", "1999-12-31T10:00:00Z", ...NOTHING),
    },
    { weight: 1, arbitrary: fc.constantFrom("31/12/1999", "2001-02-30", "1900-02-29", "soon") },
  ),
  birth_place: fc.constantFrom("Phnom Penh", "phnompenh", " Siem Reap", LONG_PLACE, ...NOTHING),
  gender: fc.constantFrom("M", "F", " MONK", "X", ...NOTHING),
  nationality: fc.constantFrom("Khmer", "US", " lao", "12", "K-orea", ...NOTHING),
  email: fc.constantFrom("a@example.com", " b@example.com", 'O\'Neil \\ "x"\t{}', ...NOTHING),
  school_email: fc.constantFrom("a@school.example", ...NOTHING),
  transfer: fc.constantFrom("Yes", "no", ...NOTHING),
  lastenroll: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom("2020-01-01", "2021-12-31 08:00:00", ...NOTHING) },
    { weight: 1, arbitrary: fc.constantFrom("0000-00-00", "2021-13-01") },
  ),
  emg_contact_person: fc.constantFrom("Keo Ny", " Keo Na", ...NOTHING),
  contact_person_phone: fc.constantFrom("012 345", "+855 12", "call home", ...NOTHING),
  ipk: fc.constantFrom("1", "2", " 3 ", null, "NULL"),
  modified_date: fc.constantFrom("2024-08-01", "2024-08-02 10:00:00", "unknown", null),
  sponsor_info: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...NOTHING) },
    { weight: 1, arbitrary: fc.constantFrom("RSF", " abc ", "None") },
  ),
};

export interface Edit {
  readonly at: number;
  /** null where the row goes */
  readonly cells: GivenRow | null;
}

export const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ at: fc.nat(), cells: fc.record(CELLS, { requiredKeys: [] }) }),
  fc.record({ at: fc.nat(), cells: fc.record({ ipk: CELLS.ipk, name: CELLS.name, sponsor_info: CELLS.sponsor_info }) }),
  fc.record({ at: fc.nat(), cells: fc.constant(null) }),
);

/** A row is edited, or goes where the edit has no cells. */
export function edited(rows: readonly GivenRow[], edits: readonly Edit[]): GivenRow[] {
  const after = [...rows];
  for (const { at, cells } of edits) {
    if (after.length === 0) break;
    const place = at % after.length;
    if (cells === null) after.splice(place, 1);
    else after[place] = { ...after[place], ...cells };
  }
  return after;
}
