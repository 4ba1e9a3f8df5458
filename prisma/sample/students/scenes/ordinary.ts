import type { LegacyStudent } from "../legacy-students.js";
import { SPONSORS } from "../sponsors.js";
import type { World } from "../world.js";
import {
  CREATED,
  CREATED_WITH_SPONSOR,
  CREATED_WITHOUT_CONTACT,
  inTurn,
  type Scene,
  UNCHANGED,
  untouched,
} from "./scene.js";

const BRACKETS = [
  (code: string) => `<${code}>`,
  (code: string) => `{${code}}`,
  (code: string) => `<${code.toLowerCase()}>`,
  (code: string) => `{${code.toLowerCase()}}`,
] as const;

/** The student under a sponsor, whose code stands behind the name in one way or another. */
export function sponsored(student: LegacyStudent, code: string, turn: number): LegacyStudent {
  return { ...student, name: `${student.name} ${inTurn(BRACKETS, turn)(code)}`, sponsor_info: infoOf(code) };
}

/**
 * What `sponsor_info` says where the name says `code`: a known sponsor's neighbour. So it shows which of the two was
 * taken, and there are as many sponsorships, and as many changes of them, with the column as without.
 */
function infoOf(code: string): string {
  const place = SPONSORS.findIndex((sponsor) => sponsor.code === code);
  return place < 0 ? code : knownCode(place + 1);
}

export function anySponsored(world: World, turn: number): LegacyStudent {
  return sponsored(world.student(), knownCode(turn), turn);
}

export function knownCode(turn: number): string {
  return inTurn(SPONSORS, turn).code;
}

export function noContact({ nothing }: World): Partial<LegacyStudent> {
  return { emg_contact_person: nothing(), contact_person_phone: nothing() };
}

export const plainStudent: Scene = {
  name: "student with a contact",
  day1: CREATED,
  day2: UNCHANGED,
  build: ({ student }) => [untouched(student())],
};

export const studentWithoutContact: Scene = {
  name: "student without a contact",
  day1: CREATED_WITHOUT_CONTACT,
  day2: UNCHANGED,
  build: (world) => [untouched(world.student(noContact(world)))],
};

export const sponsoredStudent: Scene = {
  name: "student with a sponsor",
  day1: CREATED_WITH_SPONSOR,
  day2: UNCHANGED,
  build: (world, turn) => [untouched(anySponsored(world, turn))],
};
