import type { EcfUser, NpqUser } from "../records.js";
import { spell, spellLoosely } from "../spelling.js";
import type { World } from "../world.js";
import { ordinaryPair } from "./pairs.js";
import type { Fixture, Scene, Tally } from "./scene.js";

/** A person whom one side has once and the other twice or more, or both twice. */
function shape(ecfUsers: number, npqUsers: number): Scene {
  return {
    name: `duplicate ${ecfUsers}:${npqUsers}`,
    adds: { ecfUsers, npqUsers, duplicates: 1, matchedApplications: 1 },
    build(world) {
      const { people, random } = world;
      const [trn, identityId] = [people.trn(), random.uuid()];
      const person = people.person();
      const ecf = world.ecfUser({ ...person, trn, getAnIdentityId: identityId });
      const npq = world.npqUser({ ...person, ecfId: random.chance(0.5) ? ecf.id : null });
      world.matchedApplication(ecf, npq);
      for (let further = 1; further < npqUsers; further++)
        world.npqUser({ fullName: ecf.fullName, ...oneKeyOf(ecf, world) });
      for (let further = 1; further < ecfUsers; further++) {
        // Unique as written, equal when compared.
        const again = random.chance(0.5)
          ? { trn }
          : { getAnIdentityId: spell(identityId, further === 1 ? "case" : "spaces", random) };
        world.ecfUser({ fullName: ecf.fullName, ...again });
      }
    },
  };
}

function oneKeyOf({ id, trn, getAnIdentityId }: EcfUser, { random }: World): Partial<NpqUser> {
  const keys = [
    { ecfId: spellLoosely(id, random) },
    { trn: spellLoosely(trn as string, random) },
    { uid: spellLoosely(getAnIdentityId as string, random) },
  ];
  return random.pick(keys);
}

/**
 * Records in a row, each tied to the next by another key than to the one before:
 * first TRN, then identity id, then an application. Ends are the same person only through all the others.
 */
function chain(length: number, first: "ecf" | "npq"): Scene {
  const links = Array.from({ length: length - 1 }, (_, link) => LINKS[link % LINKS.length] as Link);
  const side = (position: number) => (position % 2 === 0) === (first === "ecf");
  const positions = Array.from({ length }, (_, position) => position);
  const ecfUsers = positions.filter(side).length;
  const applications = links.filter((link) => link === "application").length;
  return {
    name: `chain of ${length} from ${first}`,
    adds: { ecfUsers, npqUsers: length - ecfUsers, duplicates: 1, matchedApplications: applications },
    build(world) {
      const values = links.map((link) => (link === "trn" ? world.people.trn() : world.random.uuid()));
      const keyValue = (position: number, wanted: Link) =>
        [position - 1, position]
          .map((link) => (links[link] === wanted ? values[link] : undefined))
          .find((value) => value !== undefined);
      const fullName = world.people.person().fullName;
      const records = positions.map((position): { ecf: EcfUser } | { npq: NpqUser } => {
        const [trn, identityId] = [keyValue(position, "trn") ?? null, keyValue(position, "identity")];
        if (side(position)) return { ecf: world.ecfUser({ fullName, trn, getAnIdentityId: identityId ?? null }) };
        return { npq: world.npqUser({ fullName, trn, ...(identityId === undefined ? {} : { uid: identityId }) }) };
      });
      links.forEach((link, position) => {
        if (link !== "application") return;
        const { ecf, npq } = Object.assign({}, records[position], records[position + 1]) as {
          ecf: EcfUser;
          npq: NpqUser;
        };
        world.matchedApplication(ecf, npq);
      });
    },
  };
}

type Link = "trn" | "identity" | "application";
const LINKS: readonly Link[] = ["trn", "identity", "application"];

const duplicateWithEcfOrphanApplication: Scene = {
  name: "duplicate whose ECF user has one more application",
  adds: {
    ecfUsers: 1,
    npqUsers: 2,
    duplicates: 1,
    matchedApplications: 2,
    ecfOrphanApplications: 1,
  } satisfies Partial<Tally>,
  build(world) {
    const { ecf, npq } = ordinaryPair(world);
    world.matchedApplication(ecf, npq);
    world.matchedApplication(ecf, world.npqUser({ fullName: ecf.fullName }));
    world.ecfApplication(ecf);
  },
};

export const ordinaryDuplicate = shape(1, 2);

export const DUPLICATES: readonly Fixture[] = [
  { ...shape(2, 1), share: 3500, atLeast: 5 },
  { ...shape(2, 2), share: 1000, atLeast: 3 },
  { ...shape(1, 3), share: 800, atLeast: 3 },
  { ...chain(3, "npq"), share: 500, atLeast: 2 },
  { ...chain(3, "ecf"), share: 400, atLeast: 2 },
  { ...chain(5, "ecf"), share: 60, atLeast: 1 },
  { ...chain(6, "npq"), share: 40, atLeast: 1 },
  // Long enough that anything quadratic or recursive about one cluster begins to show.
  { ...chain(41, "ecf"), share: 3, atLeast: 1 },
  { ...duplicateWithEcfOrphanApplication, share: 20, atLeast: 0 },
];
