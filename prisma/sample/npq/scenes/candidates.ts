import type { EcfUser, NpqUser } from "../records.js";
import { namedSchool, namelessSchool, type School } from "../schools.js";
import { COURSES, FAMILY_NAMES, FIRST_NAMES, NAMES_WITHIN_NAMES } from "../vocabulary.js";
import type { World } from "../world.js";
import { strangers } from "./pairs.js";
import type { Fixture, Tally } from "./scene.js";

/** An NPQ orphan who applied, and a matched person of both services who did. */
const ORPHAN_BESIDE_PAIR: Partial<Tally> = {
  ecfUsers: 1,
  npqUsers: 2,
  matched: 1,
  npqOrphans: 1,
  matchedApplications: 1,
  npqOrphanApplications: 1,
};

/** A person matched by an application at the school; under the second identity when told so. */
function applicant(world: World, fullName: string, school: School, identity = 0): EcfUser {
  const { ecf, npq } = strangers(world, {
    ecf: { fullName, identities: identity + 1 },
    npq: ({ id }) => ({ ecfId: id }),
  });
  world.matchedApplication(ecf, npq, { school, identity });
  return ecf;
}

function orphanApplicant(world: World, given: Partial<NpqUser>, school: School): NpqUser {
  const orphan = world.npqUser({ trn: world.random.chance(0.5) ? world.people.trn() : null, ...given });
  world.npqApplication(orphan, { school });
  return orphan;
}

function plantUser(world: World, orphan: NpqUser, ecf: EcfUser, isCandidate: boolean, why: string): void {
  world.plant({ model: "users", orphanSide: "right", orphan: String(orphan.id), other: ecf.id, isCandidate, why });
}

function anotherOf<T>(values: readonly T[], taken: T, world: World): T {
  const other = world.random.pick(values);
  return other === taken ? anotherOf(values, taken, world) : other;
}

const USER_CANDIDATES: readonly Fixture[] = [
  {
    name: "orphan with a candidate of the same name, e-mail and school",
    share: 140,
    atLeast: 1,
    adds: ORPHAN_BESIDE_PAIR,
    build(world) {
      const school = namedSchool(world.schools, world.random);
      const ecf = applicant(world, world.people.person().fullName, school);
      const orphan = orphanApplicant(world, { fullName: ecf.fullName, email: ecf.email }, school);
      plantUser(world, orphan, ecf, true, "same name, e-mail and school");
    },
  },
  {
    name: "orphan with a candidate of the same first name and school only",
    share: 80,
    atLeast: 1,
    adds: ORPHAN_BESIDE_PAIR,
    build(world) {
      const school = namedSchool(world.schools, world.random);
      const [first, family] = [world.random.pick(FIRST_NAMES), world.random.pick(FAMILY_NAMES)];
      const ecf = applicant(world, `${first} ${family}`, school, 1);
      const married = anotherOf(FAMILY_NAMES, family, world);
      const orphan = orphanApplicant(world, { fullName: `${first.toUpperCase()} ${married}` }, school);
      plantUser(world, orphan, ecf, true, "same first name, another family name");
    },
  },
  {
    name: "Sam beside Samantha at the same school",
    share: 60,
    atLeast: 1,
    adds: ORPHAN_BESIDE_PAIR,
    build(world) {
      const school = namedSchool(world.schools, world.random);
      const names = world.random.pick(NAMES_WITHIN_NAMES);
      const [short, long] = world.random.chance(0.5) ? names : [names[1], names[0]];
      const family = world.random.pick(FAMILY_NAMES);
      const ecf = applicant(world, `${long} ${family}`, school);
      const orphan = orphanApplicant(world, { fullName: `${short} ${family}` }, school);
      plantUser(world, orphan, ecf, false, "one first name begins with the other");
    },
  },
  {
    name: "same name at another school",
    share: 100,
    atLeast: 1,
    adds: ORPHAN_BESIDE_PAIR,
    build(world) {
      const school = namedSchool(world.schools, world.random);
      let elsewhere = school;
      while (elsewhere === school) elsewhere = namedSchool(world.schools, world.random);
      const ecf = applicant(world, world.people.person().fullName, elsewhere);
      const orphan = orphanApplicant(world, { fullName: ecf.fullName }, school);
      plantUser(world, orphan, ecf, false, "another school");
    },
  },
  {
    name: "same name beside an ECF user who never applied",
    share: 60,
    atLeast: 1,
    adds: { ecfUsers: 1, npqUsers: 1, excluded: 1, npqOrphans: 1, npqOrphanApplications: 1 },
    build(world) {
      const ecf = world.ecfUser({ trn: world.people.trn() });
      const school = namedSchool(world.schools, world.random);
      const orphan = orphanApplicant(world, { fullName: ecf.fullName, email: ecf.email }, school);
      plantUser(world, orphan, ecf, false, "the ECF user has no application");
    },
  },
  {
    name: "same name at a school without a name",
    share: 40,
    atLeast: 1,
    adds: ORPHAN_BESIDE_PAIR,
    build(world) {
      const school = namelessSchool(world.schools, world.random);
      const ecf = applicant(world, world.people.person().fullName, school);
      const orphan = orphanApplicant(world, { fullName: ecf.fullName }, school);
      plantUser(world, orphan, ecf, false, "the school has no name on either side");
    },
  },
];

function plantApplications(world: World, ecf: string, npq: string, isCandidate: boolean, why: string): void {
  world.plant({ model: "applications", orphanSide: "left", orphan: ecf, other: npq, isCandidate, why });
  world.plant({ model: "applications", orphanSide: "right", orphan: npq, other: ecf, isCandidate, why });
}

const APPLICATION_CANDIDATES: readonly Fixture[] = [
  {
    name: "the same user's application for the same course on each side",
    share: 60,
    atLeast: 1,
    adds: {
      ecfUsers: 1,
      npqUsers: 1,
      matched: 1,
      matchedApplications: 1,
      ecfOrphanApplications: 1,
      npqOrphanApplications: 1,
    },
    build(world) {
      const { ecf, npq } = strangers(world, { npq: ({ id }) => ({ ecfId: id }) });
      const course = world.random.below(COURSES.length);
      const matched = world.matchedApplication(ecf, npq, { course: (course + 1) % COURSES.length });
      const left = world.ecfApplication(ecf, { course });
      const right = world.npqApplication(npq, { course });
      plantApplications(world, left, right, true, "same course, same user");
      world.plant({
        model: "applications",
        orphanSide: "left",
        orphan: left,
        other: matched.npq,
        isCandidate: false,
        why: "another course",
      });
    },
  },
  {
    name: "two users' applications for the same course",
    share: 40,
    atLeast: 1,
    adds: {
      ecfUsers: 2,
      npqUsers: 2,
      matched: 2,
      matchedApplications: 2,
      ecfOrphanApplications: 1,
      npqOrphanApplications: 1,
    },
    build(world) {
      const [one, other] = [strangers(world), strangers(world, { npq: ({ id }) => ({ ecfId: id }) })];
      const course = world.random.below(COURSES.length);
      const known = world.matchedApplication(one.ecf, one.npq, { course });
      world.matchedApplication(other.ecf, other.npq);
      const left = world.ecfApplication(other.ecf, { course });
      const right = world.npqApplication(one.npq, { course });
      plantApplications(world, left, right, false, "same course, another user");
      world.plant({
        model: "applications",
        orphanSide: "right",
        orphan: right,
        other: known.ecf,
        isCandidate: false,
        why: "the NPQ user has no ecf_id",
      });
    },
  },
];

export const CANDIDATES: readonly Fixture[] = [...USER_CANDIDATES, ...APPLICATION_CANDIDATES];
