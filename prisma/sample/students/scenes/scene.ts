import type { LegacyStudent } from "../legacy-students.js";
import type { UnknownCode } from "../sponsors.js";
import type { World } from "../world.js";

export const REJECTIONS = [
  "missing_critical_data",
  "data_validation_error",
  "name_parsing_error",
  "duplicate_student_id",
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** What showed that a row is to be taken. */
export const DETECTIONS = ["NEW", "IPK", "CONTENT", "IPK_AND_CONTENT"] as const;
export type Detection = (typeof DETECTIONS)[number];

export type Fate = Detection | "UNCHANGED" | Rejection;

/** What a scene adds to a day's figures. */
export interface Adds {
  readonly rows: number;
  /** What becomes of each of its rows. */
  readonly fate: Fate;
  /** Its rows are taken, and nothing of them changes. */
  readonly inVain?: true;
  /** Of its rows, those whose modified date is of day 2. */
  readonly modified?: number;
  /** Persons and students of whom a field changes; the IPK is a field of the student. */
  readonly personsUpdated?: number;
  readonly studentsUpdated?: number;
  readonly contactsCreated?: number;
  readonly contactsUpdated?: number;
  readonly contactsDeleted?: number;
  readonly sponsorshipsCreated?: number;
  readonly sponsorshipsEnded?: number;
  /** Each of its rows names this code. */
  readonly unknownCode?: UnknownCode;
}

/** A row on either day: the same object where nobody touched it, null where it is not in the table. */
export interface Planted {
  readonly day1: LegacyStudent | null;
  readonly day2: LegacyStudent | null;
}

export interface Scene {
  readonly name: string;
  /** On an empty target; and then, with the table of day 2, on the target that day 1 left. */
  readonly day1: Adds;
  readonly day2: Adds;
  /** `turn` counts how often this scene was built before, so that every of its spellings gets its turn. */
  readonly build: (world: World, turn: number) => readonly Planted[];
}

/** A scene that every sample has: on this share of the rows, and never fewer than `atLeast`. */
export interface Fixture extends Scene {
  readonly share: number;
  readonly atLeast: number;
}

export const ABSENT: Adds = { rows: 0, fate: "UNCHANGED" };
export const CREATED: Adds = { rows: 1, fate: "NEW", contactsCreated: 1 };
export const CREATED_WITHOUT_CONTACT: Adds = { rows: 1, fate: "NEW" };
export const CREATED_WITH_SPONSOR: Adds = { ...CREATED, sponsorshipsCreated: 1 };
export const UNCHANGED: Adds = { rows: 1, fate: "UNCHANGED" };

export function untouched(student: LegacyStudent): Planted {
  return { day1: student, day2: student };
}

export function inTurn<T>(values: readonly T[], turn: number): T {
  return values[turn % values.length] as T;
}
