import type { LegacyColumn } from "../legacy-students.js";
import { UNKNOWN_CODES } from "../sponsors.js";
import { sponsored } from "./ordinary.js";
import { type Adds, CREATED, CREATED_WITHOUT_CONTACT, type Fixture, inTurn, UNCHANGED, untouched } from "./scene.js";

const SHARE = 0.004;

/** Rows that are taken in spite of a value. The same on both days. */
function taken(column: LegacyColumn, values: readonly (string | null)[], day1: Adds = CREATED): Fixture {
  return {
    name: `${column} written in any way`,
    share: SHARE,
    atLeast: values.length,
    day1,
    day2: UNCHANGED,
    build: ({ student }, turn) => [untouched(student({ [column]: inTurn(values, turn) }))],
  };
}

function takenWithName(name: string, spellings: readonly ((name: string) => string)[]): Fixture {
  return {
    name,
    share: SHARE,
    atLeast: spellings.length,
    day1: CREATED,
    day2: UNCHANGED,
    build({ student }, turn) {
      const clean = student();
      return [untouched({ ...clean, name: inTurn(spellings, turn)(clean.name as string) })];
    },
  };
}

const LONG_PLACE = "Village 4 behind the old market of Kampong Trabaek, Prey Veng province";

const FIELDS: readonly Fixture[] = [
  taken("birth_date", ["1998-04-30", "1998-04-30 00:00:00", "1998-04-30T00:00:00", "1998-04-30 00:00:00.000"]),
  taken("birth_date", [" 2000-02-29 ", "NULL", "", " ", null]),
  taken("lastenroll", ["2023-10-02", "2023-10-02 08:30:00", "2023-10-02T08:30:00", "2023-10-02 08:30:00.123"]),
  taken("lastenroll", [" 2023-10-02 ", "NULL", "", null]),
  taken("gender", ["MONK", " MONK ", "M ", " F", "X", "Other", "NULL", "", null]),
  taken("birth_place", ["Phnom Penh", "phnompenh", " PHNOM PENH ", LONG_PLACE, "NULL", "", null]),
  taken("nationality", ["Khmer", "KH", "khmer", "US", " Thai", "NULL", "", "12", null]),
  taken("transfer", ["Yes", "another university", "NULL", "", null]),
  taken("kname", [" សុខ ដារា ", "NULL", "", null]),
  taken("email", [" someone@example.com ", "NULL", "", null]),
  taken("school_email", [" someone@school.example ", "NULL", "", null]),
  taken("contact_person_phone", ["call the father", "012 345 678 home", "+855 12 345 678", "NULL", "", null]),
  taken("emg_contact_person", ["NULL", "", "  ", null], CREATED_WITHOUT_CONTACT),
  taken("modified_date", ["", "NULL", null, "19/08/2024 14:30", "Aug 19 2024  2:30PM", " 2024-08-19 ", "2024-08-19"]),
];

const NAMES: readonly Fixture[] = [
  takenWithName("fees outstanding", [
    (name) => `$$${name}`,
    (name) => `$$ ${name}`,
    (name) => ` $$ ${name}`,
    (name) => `$$${name} [2nd term]`,
  ]),
  takenWithName("marks and remarks in the name", [
    (name) => `${name} [absent since May]`,
    (name) => `# ${name}`,
    (name) => `${name}#`,
    (name) => `${name} $`,
    (name) => `${name} <>`,
  ]),
  takenWithName("stray spaces and any case", [
    (name) => `  ${name} `,
    (name) => name.replace(" ", "   "),
    (name) => name.toLowerCase(),
    (name) => `${name} LY`,
  ]),
  takenWithName("a single word", [(name) => name.split(" ")[0] as string, (name) => ` ${name.split(" ")[0]} `]),
];

/** Ids that are integers all the same. */
const IDS = [(id: string) => ` ${id}`, (id: string) => `${id}  `, (id: string) => `0${id}`] as const;

const ids: Fixture = {
  name: "id with spaces or a leading zero",
  share: 0.001,
  atLeast: IDS.length,
  day1: CREATED,
  day2: UNCHANGED,
  build({ student }, turn) {
    const clean = student();
    return [untouched({ ...clean, id: inTurn(IDS, turn)(clean.id as string) })];
  },
};

const unknownCodes = UNKNOWN_CODES.map(
  (unknownCode): Fixture => ({
    name: `unknown code ${unknownCode}`,
    share: 0.001,
    atLeast: 2,
    day1: { ...CREATED, unknownCode },
    day2: { ...UNCHANGED, unknownCode },
    build: ({ student }, turn) => [untouched(sponsored(student(), unknownCode, turn))],
  }),
);

const indebtedAndSponsored: Fixture = {
  name: "fees outstanding, and a sponsor",
  share: 0.001,
  atLeast: 2,
  day1: { ...CREATED, sponsorshipsCreated: 1 },
  day2: UNCHANGED,
  build({ student }, turn) {
    const clean = student();
    return [untouched(sponsored({ ...clean, name: `$$${clean.name}` }, "RSF", turn))];
  },
};

/** A missing IPK equals none, so the row is looked at again each time. */
const withoutIpk: Fixture = {
  name: "no IPK",
  share: 0.0005,
  atLeast: 3,
  day1: CREATED,
  day2: { rows: 1, fate: "IPK", inVain: true },
  build: ({ student }, turn) => [untouched(student({ ipk: inTurn([null, "NULL", " "], turn) }))],
};

export const DIRTY: readonly Fixture[] = [...FIELDS, ...NAMES, ids, ...unknownCodes, indebtedAndSponsored, withoutIpk];
