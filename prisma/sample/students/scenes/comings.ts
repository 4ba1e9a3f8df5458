import { knownCode, sponsored } from "./ordinary.js";
import { UNREADABLE_DATES } from "./rejected.js";
import {
  ABSENT,
  CREATED,
  CREATED_WITH_SPONSOR,
  CREATED_WITHOUT_CONTACT,
  type Fixture,
  inTurn,
  untouched,
} from "./scene.js";

/** Rows that come into the table or leave it on day 2, or become fit or unfit to be taken. */
export const COMINGS: readonly Fixture[] = [
  {
    name: "new student",
    share: 0.002,
    atLeast: 5,
    day1: ABSENT,
    day2: { ...CREATED, modified: 1 },
    build: ({ newcomer }) => [{ day1: null, day2: newcomer() }],
  },
  {
    name: "new student without a contact",
    share: 0.0003,
    atLeast: 1,
    day1: ABSENT,
    day2: { ...CREATED_WITHOUT_CONTACT, modified: 1 },
    build: ({ newcomer }) => [
      { day1: null, day2: newcomer({ emg_contact_person: "NULL", contact_person_phone: "NULL" }) },
    ],
  },
  {
    name: "new student with a sponsor",
    share: 0.0003,
    atLeast: 2,
    day1: ABSENT,
    day2: { ...CREATED_WITH_SPONSOR, modified: 1 },
    build: ({ newcomer }, turn) => [{ day1: null, day2: sponsored(newcomer(), knownCode(turn), turn) }],
  },
  {
    name: "new student without a readable name",
    share: 0.0001,
    atLeast: 1,
    day1: ABSENT,
    day2: { rows: 1, fate: "name_parsing_error", modified: 1 },
    build: ({ newcomer }) => [{ day1: null, day2: newcomer({ name: "$$ ???" }) }],
  },
  {
    name: "rejected row repaired",
    share: 0.0001,
    atLeast: 1,
    day1: { rows: 1, fate: "data_validation_error" },
    day2: { ...CREATED, modified: 1 },
    build({ student, rewritten }, turn) {
      const broken = student({ birth_date: inTurn(UNREADABLE_DATES, turn) });
      return [{ day1: broken, day2: rewritten(broken, { birth_date: "1999-12-31" }) }];
    },
  },
  {
    name: "known student's row broken",
    share: 0.0001,
    atLeast: 1,
    day1: CREATED,
    day2: { rows: 1, fate: "data_validation_error", modified: 1 },
    build({ student, rewritten }, turn) {
      const sound = student();
      return [{ day1: sound, day2: rewritten(sound, { lastenroll: inTurn(UNREADABLE_DATES, turn) }) }];
    },
  },
  {
    name: "known student's id taken by a second row",
    share: 0.0001,
    atLeast: 1,
    day1: CREATED,
    day2: { rows: 2, fate: "duplicate_student_id", modified: 1 },
    build({ student, edited }) {
      const first = student();
      const second = edited(student({ id: ` ${first.id}` }), {});
      return [untouched(first), { day1: null, day2: second }];
    },
  },
  {
    name: "student deleted from the source",
    share: 0.0003,
    atLeast: 3,
    day1: CREATED,
    day2: ABSENT,
    build: ({ student }) => [{ day1: student(), day2: null }],
  },
  {
    name: "sponsored student deleted from the source",
    share: 0.0001,
    atLeast: 1,
    day1: CREATED_WITH_SPONSOR,
    day2: ABSENT,
    build: ({ student }, turn) => [{ day1: sponsored(student(), knownCode(turn), turn), day2: null }],
  },
  {
    name: "rejected row deleted from the source",
    share: 0.0001,
    atLeast: 1,
    day1: { rows: 1, fate: "missing_critical_data" },
    day2: ABSENT,
    build: ({ student }) => [{ day1: student({ name: "" }), day2: null }],
  },
];
