import type { Random } from "../random.js";
import type { LegacyStudent } from "./legacy-students.js";
import { BIRTH_PLACES, FAMILY_NAMES, NATIONALITIES, PERSONAL_NAMES } from "./vocabulary.js";

/** What scenes make rows with. */
export interface World {
  readonly random: Random;
  /** A student with a contact and without a sponsor, clean in all that decides what becomes of the row. */
  readonly student: (given?: Partial<LegacyStudent>) => LegacyStudent;
  /** The same, but come on day 2, with an id above all of day 1. */
  readonly newcomer: (given?: Partial<LegacyStudent>) => LegacyStudent;
  /** Edited on day 2, in a way that leaves the IPK alone. */
  readonly edited: (student: LegacyStudent, changes: Partial<LegacyStudent>) => LegacyStudent;
  /** Edited on day 2, with a new IPK. */
  readonly rewritten: (student: LegacyStudent, changes?: Partial<LegacyStudent>) => LegacyStudent;
  /** Mostly no value, else one of the other ways to say so. */
  readonly nothing: () => string | null;
}

export const FIRST_ID = 18_000;
/** All rows of day 1 were modified before this day. */
export const DAY_2 = "2024-08-20";

const FIRST_IPK = 300_000;
const SECOND_MS = 1_000;
const MODIFIED_FROM = Date.UTC(2019, 0, 1);
const MODIFIED_SECONDS = (Date.UTC(2024, 7, 19, 18) - MODIFIED_FROM) / SECOND_MS;

export function createWorld(random: Random, students: number): World {
  let [ids, newIds, ipks, rows] = [FIRST_ID, FIRST_ID + students, FIRST_IPK, 0];
  const two = (number: number) => String(number).padStart(2, "0");
  const day = (firstYear: number, years: number) =>
    `${firstYear + random.below(years)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
  const nothing = () => (random.chance(0.8) ? null : random.pick(["", " ", "NULL"]));
  const nextIpk = () => String(ipks++);
  const dayOf1 = () => timestamp(MODIFIED_FROM + random.below(MODIFIED_SECONDS) * SECOND_MS + random.below(1_000));
  const dayOf2 = () => `${DAY_2} ${two(6 + random.below(12))}:${two(random.below(60))}:${two(random.below(60))}.000`;

  function student(id: string, modified: string, given: Partial<LegacyStudent>): LegacyStudent {
    const [family, familyInKhmer] = random.pick(FAMILY_NAMES);
    const [personal, personalInKhmer] = random.pick(PERSONAL_NAMES);
    const row = String(++rows);
    return {
      id,
      name: `${family.toUpperCase()} ${personal.toUpperCase()}`,
      kname: random.chance(0.9) ? `${familyInKhmer} ${personalInKhmer}` : nothing(),
      birth_date: `${day(1975, 31)}${random.pick(["", " 00:00:00", " 00:00:00.000"])}`,
      birth_place: random.chance(0.95) ? random.pick(BIRTH_PLACES) : nothing(),
      gender: random.pick(["M", "F"]),
      nationality: random.chance(0.95) ? random.pick(NATIONALITIES) : nothing(),
      email: random.chance(0.6) ? `${personal}.${family}.${row}@example.com`.toLowerCase() : nothing(),
      school_email: `${row}@school.example`,
      current_address: random.chance(0.5) ? `House ${1 + random.below(300)}` : null,
      transfer: random.chance(0.05) ? "Yes" : nothing(),
      lastenroll: random.chance(0.95) ? `${day(2009, 15)}${random.pick(["", " 00:00:00.000"])}` : nothing(),
      emg_contact_person: `${family} ${random.pick(PERSONAL_NAMES)[0]}`,
      contact_person_phone: `0${random.pick([12, 15, 77, 92])} ${100 + random.below(900)} ${100 + random.below(900)}`,
      ipk: nextIpk(),
      modified_date: modified,
      csv_row_number: row,
      sponsor_info: nothing(),
      ...given,
    };
  }

  const edited = (before: LegacyStudent, changes: Partial<LegacyStudent>) => ({
    ...before,
    modified_date: dayOf2(),
    ...changes,
  });
  return {
    random,
    nothing,
    // An id that is given takes none of the others.
    student: (given = {}) => student("id" in given ? "" : String(ids++), dayOf1(), given),
    newcomer: (given = {}) => student(String(newIds++), dayOf2(), given),
    edited,
    rewritten: (before, changes = {}) => edited(before, { ipk: nextIpk(), ...changes }),
  };
}

/** The way the legacy system exports a date-time. */
function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23).replace("T", " ");
}
