import { copyLine } from "../../../server/adapters/database/copy-text.js";
import type { Random } from "../random.js";
import type { Batch } from "./rows.js";
import { schoolName } from "./vocabulary.js";

/** A school by its number from 0; both services have each, under ids of their own. */
export type School = number;

/** Of every 40 schools the first seven are unusual in one way each; there are at least 20 schools. */
const PERIOD = 40;
const [NULL_ON_NPQ, BLANK_ON_NPQ, NAMELESS, FIRST_NAMESAKE, SECOND_NAMESAKE, UPPER_CASE_ON_NPQ, LOWER_CASE_ON_NPQ] = [
  0, 1, 2, 3, 4, 5, 6,
];

export function schoolCount(scale: number): number {
  return Math.max(20, Math.round(20_000 * scale));
}

export function schoolUrn(school: School): string {
  return String(100_000 + school);
}

export function npqSchoolId(school: School): number {
  return school + 1;
}

export function anySchool(count: number, random: Random): School {
  return random.below(count);
}

/** A school with a name on both sides that no other school has. */
export function namedSchool(count: number, random: Random): School {
  for (;;) {
    const school = random.below(count);
    if (school % PERIOD >= UPPER_CASE_ON_NPQ) return school;
  }
}

/** A school without a name on either side. */
export function namelessSchool(count: number, random: Random): School {
  return NAMELESS + PERIOD * random.below(Math.ceil((count - NAMELESS) / PERIOD));
}

export function writeSchools(count: number, random: Random, batch: Batch): void {
  for (let school = 0; school < count; school++) {
    const [ecfName, npqName] = schoolNames(school);
    batch.ecf.schools.push(copyLine([random.uuid(), schoolUrn(school), ecfName, `CW${1 + (school % 99)} 1AA`]));
    batch.npq.schools.push(copyLine([npqSchoolId(school), schoolUrn(school), npqName, null]));
  }
}

function schoolNames(school: School): readonly [ecf: string, npq: string | null] {
  const kind = school % PERIOD;
  const name = schoolName(kind === SECOND_NAMESAKE ? school - SECOND_NAMESAKE + FIRST_NAMESAKE : school);
  if (kind === NULL_ON_NPQ) return [name, null];
  if (kind === BLANK_ON_NPQ) return [name, ""];
  if (kind === NAMELESS) return ["", null];
  if (kind === UPPER_CASE_ON_NPQ) return [name, name.toUpperCase()];
  if (kind === LOWER_CASE_ON_NPQ) return [name, name.toLowerCase()];
  return [name, name];
}
