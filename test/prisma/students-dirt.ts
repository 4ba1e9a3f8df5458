import { SPONSORS, UNKNOWN_CODES } from "../../prisma/sample/students/sponsors.js";

export interface Dirt {
  readonly what: string;
  readonly condition: string;
  readonly atLeast?: number;
}

const CODES = SPONSORS.map(({ code }) => code);

/** Conditions of SQL on the rows of day 1 that some rows fulfil. */
export const DIRT: readonly Dirt[] = [
  ...[
    "kname",
    "birth_date",
    "gender",
    "nationality",
    "email",
    "transfer",
    "lastenroll",
    "emg_contact_person",
    "ipk",
  ].map((column) => ({ what: `NULL as a word in ${column}`, condition: `${column} = 'NULL'` })),
  ...["name", "birth_date", "gender", "transfer", "emg_contact_person", "modified_date"].map((column) => ({
    what: `blanks in ${column}`,
    condition: `${column} ~ '^ *$'`,
  })),
  { what: "stray spaces in names", condition: "name ~ '^ +[^ ]|[^ ] +$'", atLeast: 3 },
  { what: "stray spaces in dates", condition: "birth_date ~ '^ .* $'" },
  { what: "dates alone", condition: String.raw`birth_date ~ '^\d{4}-\d\d-\d\d$'`, atLeast: 50 },
  { what: "dates and times", condition: String.raw`lastenroll ~ '^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d$'`, atLeast: 2 },
  { what: "dates and times with a T", condition: "birth_date ~ 'T'" },
  { what: "dates with milliseconds", condition: String.raw`lastenroll ~ '\.\d{3}$'`, atLeast: 50 },
  { what: "dates in another order", condition: "birth_date like '%/%/%'" },
  { what: "days that no calendar has", condition: "birth_date = '2001-02-30'" },
  { what: "fees outstanding", condition: "name ~ '^ *[$][$]'", atLeast: 4 },
  { what: "fees outstanding, and a sponsor", condition: "name ~ '^[$][$].*<'" },
  { what: "known codes in <>", condition: `name ~ '<(${CODES.join("|")})>'`, atLeast: 5 },
  { what: "known codes in {}", condition: `name ~ '{(${CODES.join("|")})}'`, atLeast: 5 },
  {
    what: "known codes in lower case",
    condition: `name ~* '[<{](${CODES.join("|")})[>}]' and name ~ '[<{][a-z]'`,
    atLeast: 5,
  },
  { what: "unknown codes", condition: `name ~* '[<{](${UNKNOWN_CODES.join("|")})[>}]'`, atLeast: 5 },
  { what: "empty brackets", condition: "name like '%<>%'" },
  { what: "remarks", condition: "name ~ '[[].*[]]' and name ~ '^[A-Z]'" },
  { what: "#", condition: "name like '%#%' and name ~ '[A-Z]'", atLeast: 2 },
  { what: "single words", condition: "name ~ '^ *[A-Z]+ *$'", atLeast: 2 },
  { what: "three words", condition: "name ~ '^[A-Z]+ [A-Z]+ [A-Z]+$'" },
  {
    what: "names without letters",
    condition: String.raw`regexp_replace(name, '<.*>|\[.*\]', '') !~ '[A-Za-z]' and name <> '' `,
    atLeast: 3,
  },
  { what: "missing names", condition: "name is null or btrim(name) in ('', 'NULL')", atLeast: 3 },
  { what: "missing ids", condition: "id is null or btrim(id) in ('', 'NULL')", atLeast: 2 },
  { what: "ids that are no numbers", condition: "id ~ '[a-z-]'" },
  { what: "ids too large", condition: "id ~ '^[0-9]{11,}$'" },
  { what: "ids with spaces", condition: "id ~ '^ *[0-9]+ *$' and id like '% %'", atLeast: 2 },
  { what: "ids with leading zeros", condition: "id ~ '^0'", atLeast: 2 },
  { what: "monks", condition: "gender like '%MONK%'", atLeast: 2 },
  { what: "odd genders", condition: "gender in ('X', 'Other')", atLeast: 2 },
  { what: "Phnom Penh in other ways", condition: "birth_place in ('phnompenh', ' PHNOM PENH ')", atLeast: 2 },
  { what: "birth places too long", condition: "length(birth_place) > 50" },
  { what: "nationalities without letters", condition: "nationality = '12'" },
  { what: "transfer students", condition: "transfer in ('Yes', 'another university')", atLeast: 2 },
  { what: "phones with letters", condition: "contact_person_phone ~ '[a-z]'", atLeast: 2 },
  { what: "phones without a contact", condition: "emg_contact_person is null and contact_person_phone is not null" },
  { what: "Khmer names", condition: "kname ~ '[ក-អ]'", atLeast: 100 },
  { what: "missing IPKs", condition: "ipk is null" },
  {
    what: "modified dates in another format",
    condition: "modified_date like '%/%' or modified_date like 'Aug%'",
    atLeast: 2,
  },
  { what: "missing modified dates", condition: "modified_date is null or modified_date = 'NULL'", atLeast: 2 },
];
