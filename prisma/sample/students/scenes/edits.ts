import type { LegacyStudent } from "../legacy-students.js";
import { BIRTH_PLACE_OF_DAY_2, FAMILY_NAME_OF_DAY_2, NAME_OF_DAY_2 } from "../vocabulary.js";
import { DAY_2, type World } from "../world.js";
import { anySponsored, noContact } from "./ordinary.js";
import { type Adds, CREATED, CREATED_WITH_SPONSOR, type Detection, type Fixture, inTurn } from "./scene.js";

/** What makes an edit on day 2: a row before, and what became of it. */
export interface Edit {
  readonly name: string;
  readonly share: number;
  readonly atLeast: number;
  readonly day1?: Adds;
  /** By what it is to be seen, and what it changes. */
  readonly seenBy: Detection | "UNCHANGED";
  readonly changes: Omit<Adds, "rows" | "fate" | "modified">;
  readonly before?: (world: World, turn: number) => LegacyStudent;
  readonly after: (student: LegacyStudent, world: World, turn: number) => LegacyStudent;
}

export function edit({ name, share, atLeast, day1 = CREATED, seenBy, changes, before, after }: Edit): Fixture {
  return {
    name,
    share,
    atLeast,
    day1,
    day2: { rows: 1, fate: seenBy, modified: 1, ...changes },
    build(world, turn) {
      const student = before ? before(world, turn) : world.student();
      return [{ day1: student, day2: after(student, world, turn) }];
    },
  };
}

export const renamed = (name: string | null) => `${(name as string).split(" ")[0]} ${NAME_OF_DAY_2.toUpperCase()}`;

/** Half of these leave the IPK alone, so that neither way to see a change sees all of them. */
const STUDENT_EDITS: readonly Edit[] = [
  {
    name: "enrolled again, with another e-mail address",
    share: 0.004,
    atLeast: 4,
    seenBy: "IPK_AND_CONTENT",
    changes: { personsUpdated: 1, studentsUpdated: 1 },
    after: (student, { rewritten }) =>
      rewritten(student, { lastenroll: DAY_2, email: `new.${student.id}@example.com` }),
  },
  {
    name: "birth place corrected",
    share: 0.0005,
    atLeast: 1,
    seenBy: "IPK_AND_CONTENT",
    changes: { personsUpdated: 1, studentsUpdated: 1 },
    after: (student, { rewritten }) => rewritten(student, { birth_place: BIRTH_PLACE_OF_DAY_2 }),
  },
  {
    name: "name changed under the same IPK",
    share: 0.0015,
    atLeast: 3,
    seenBy: "CONTENT",
    changes: { personsUpdated: 1 },
    after: (student, { edited }) => edited(student, { name: renamed(student.name) }),
  },
  {
    name: "name of a sponsored student changed under the same IPK",
    share: 0.0002,
    atLeast: 1,
    day1: CREATED_WITH_SPONSOR,
    seenBy: "CONTENT",
    changes: { personsUpdated: 1 },
    before: anySponsored,
    after: (student, { edited }) =>
      edited(student, { name: (student.name as string).replace(/ \S+/, ` ${NAME_OF_DAY_2.toUpperCase()}`) }),
  },
  {
    name: "fees fallen due",
    share: 0.0003,
    atLeast: 1,
    seenBy: "CONTENT",
    changes: { studentsUpdated: 1 },
    after: (student, { edited }) => edited(student, { name: `$$${student.name}` }),
  },
  {
    name: "fees paid",
    share: 0.0003,
    atLeast: 1,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1 },
    before: ({ student }) => {
      const clean = student();
      return { ...clean, name: `$$${clean.name}` };
    },
    after: (student, { rewritten }) => rewritten(student, { name: (student.name as string).slice(2) }),
  },
  {
    name: "rewritten under a new IPK, with the same content",
    share: 0.001,
    atLeast: 3,
    seenBy: "IPK",
    changes: { studentsUpdated: 1 },
    after: (student, { rewritten }) => rewritten(student),
  },
  {
    name: "IPK filled in",
    share: 0.0001,
    atLeast: 1,
    seenBy: "IPK",
    changes: { studentsUpdated: 1 },
    before: ({ student }) => student({ ipk: null }),
    after: (student, { rewritten }) => rewritten(student),
  },
  {
    name: "IPK lost",
    share: 0.0001,
    atLeast: 1,
    seenBy: "IPK",
    changes: { studentsUpdated: 1 },
    after: (student, { edited }) => edited(student, { ipk: "NULL" }),
  },
  {
    name: "edited where nobody looks",
    share: 0.0002,
    atLeast: 2,
    seenBy: "UNCHANGED",
    changes: {},
    after: (student, { edited }) => edited(student, { current_address: "moved", csv_row_number: `0${student.id}` }),
  },
];

const CONTACT_EDITS: readonly Edit[] = [
  {
    name: "contact removed",
    share: 0.0004,
    atLeast: 4,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, contactsDeleted: 1 },
    after(student, { rewritten }, turn) {
      const none = inTurn(["", "NULL", null, "  "], turn);
      return rewritten(student, { emg_contact_person: none, contact_person_phone: none });
    },
  },
  {
    name: "contact removed under the same IPK, the phone left behind",
    share: 0.0001,
    atLeast: 2,
    seenBy: "CONTENT",
    changes: { contactsDeleted: 1 },
    after: (student, { edited }, turn) => edited(student, { emg_contact_person: inTurn(["NULL", ""], turn) }),
  },
  {
    name: "contact added",
    share: 0.0003,
    atLeast: 2,
    day1: { rows: 1, fate: "NEW" },
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, contactsCreated: 1 },
    before: (world) => world.student(noContact(world)),
    after: (student, { rewritten }) =>
      rewritten(student, { emg_contact_person: `${FAMILY_NAME_OF_DAY_2} Dara`, contact_person_phone: "012 999 111" }),
  },
  {
    name: "another contact",
    share: 0.0003,
    atLeast: 2,
    seenBy: "IPK_AND_CONTENT",
    changes: { studentsUpdated: 1, contactsUpdated: 1 },
    after: (student, { rewritten }) => rewritten(student, { emg_contact_person: `${FAMILY_NAME_OF_DAY_2} Nary` }),
  },
  {
    name: "another phone of the contact under the same IPK",
    share: 0.0002,
    atLeast: 1,
    seenBy: "CONTENT",
    changes: { contactsUpdated: 1 },
    after: (student, { edited }) => edited(student, { contact_person_phone: "099 999 999" }),
  },
];

export const EDITS: readonly Fixture[] = [...STUDENT_EDITS, ...CONTACT_EDITS].map(edit);
