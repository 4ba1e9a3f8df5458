import { planStudents } from "./plan.js";
import {
  type Adds,
  DETECTIONS,
  type Detection,
  type Fate,
  REJECTIONS,
  type Rejection,
  type Scene,
} from "./scenes/scene.js";
import { UNKNOWN_CODES, type UnknownCode } from "./sponsors.js";

/** What one run over all rows of a day must come to, by IPK and content and without force. */
export interface ExpectedDay {
  /** rows = created + updated + unchanged + rejected */
  readonly rows: number;
  readonly created: number;
  /** Known students of whom something changes. */
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly rejections: Readonly<Record<Rejection, number>>;
  /**
   * Rows taken by what showed that they had to be; of some nothing changes: a missing IPK equals none, and a row with
   * an unknown code is looked at each time, since the code may have got its sponsor.
   */
  readonly detections: Readonly<Record<Detection, number>>;
  readonly persons: { readonly created: number; readonly updated: number };
  /** The stored IPK is a field of the student. */
  readonly students: { readonly created: number; readonly updated: number };
  readonly contacts: { readonly created: number; readonly updated: number; readonly deleted: number };
  /** Nothing in the source can change a sponsorship but its sponsor, which ends it. */
  readonly sponsorships: { readonly created: number; readonly updated: 0; readonly ended: number };
  /** Rows that are not rejected and name a code that no sponsor has, unchanged ones among them. */
  readonly unknownCodes: Readonly<Record<UnknownCode, number>>;
  /** Of the rows, those whose modified date is of day 2, and how many of these are rejected. */
  readonly modified: { readonly rows: number; readonly rejected: number };
}

/** Day 2 is what comes after day 1. Exact for every seed: chance decides where things are, never how many. */
export interface ExpectedStudents {
  readonly day1: ExpectedDay;
  readonly day2: ExpectedDay;
}

export function expectedStudents(students: number): ExpectedStudents {
  const plan = planStudents(students);
  const expected = (addsOf: (scene: Scene) => Adds) =>
    expectedDay(plan.map(({ scene, count }) => ({ adds: addsOf(scene), count })));
  return { day1: expected(({ day1 }) => day1), day2: expected(({ day2 }) => day2) };
}

function expectedDay(scenes: readonly { adds: Adds; count: number }[]): ExpectedDay {
  const sum = (of: (adds: Adds) => number | undefined) =>
    scenes.reduce((total, { adds, count }) => total + count * (of(adds) ?? 0), 0);
  const rows = (is: (fate: Fate) => boolean) => sum((adds) => (is(adds.fate) ? adds.rows : 0));
  const isRejection = (fate: Fate) => (REJECTIONS as readonly Fate[]).includes(fate);
  const isUpdate = (fate: Fate) => fate !== "NEW" && (DETECTIONS as readonly Fate[]).includes(fate);

  const inVain = sum((adds) => (adds.inVain ? adds.rows : 0));
  const withUnknownCode = sum((adds) => (adds.fate === "UNCHANGED" && adds.unknownCode ? adds.rows : 0));
  const created = rows((fate) => fate === "NEW");
  const detections = counted(DETECTIONS, (detection) => rows((fate) => fate === detection));
  return {
    rows: sum((adds) => adds.rows),
    created,
    updated: rows(isUpdate) - inVain,
    unchanged: rows((fate) => fate === "UNCHANGED") + inVain,
    rejected: rows(isRejection),
    rejections: counted(REJECTIONS, (reason) => rows((fate) => fate === reason)),
    detections: { ...detections, CONTENT: detections.CONTENT + withUnknownCode },
    persons: { created, updated: sum((adds) => adds.personsUpdated) },
    students: { created, updated: sum((adds) => adds.studentsUpdated) },
    contacts: {
      created: sum((adds) => adds.contactsCreated),
      updated: sum((adds) => adds.contactsUpdated),
      deleted: sum((adds) => adds.contactsDeleted),
    },
    sponsorships: {
      created: sum((adds) => adds.sponsorshipsCreated),
      updated: 0,
      ended: sum((adds) => adds.sponsorshipsEnded),
    },
    unknownCodes: counted(UNKNOWN_CODES, (code) => sum((adds) => (adds.unknownCode === code ? adds.rows : 0))),
    modified: {
      rows: sum((adds) => adds.modified),
      rejected: sum((adds) => (isRejection(adds.fate) ? adds.modified : 0)),
    },
  };
}

function counted<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
