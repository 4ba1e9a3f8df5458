import { BLANKS, PLACEHOLDER_TRNS, SHARED_TRN, SHARED_TRN_HOLDERS, type Spelling, spell } from "../spelling.js";
import type { World } from "../world.js";
import { anyIdentity, ordinaryPair, strangers } from "./pairs.js";
import type { Fixture, Scene } from "./scene.js";

const ONE_PAIR = { ecfUsers: 1, npqUsers: 1, matched: 1 };
const ONE_PAIR_ONE_APPLICATION = { ...ONE_PAIR, matchedApplications: 1 };

/** An ordinary person who applied so many times. */
export function ordinaryApplicant(applications: number): Scene {
  return {
    name: `ordinary pair with ${applications} applications`,
    adds: { ...ONE_PAIR, matchedApplications: applications },
    build(world) {
      const { ecf, npq } = ordinaryPair(world);
      for (let made = 0; made < applications; made++) {
        world.matchedApplication(ecf, npq, { identity: anyIdentity(ecf, world) });
      }
    },
  };
}

export const pairWithEcfOrphanApplication: Scene = {
  name: "pair whose ECF user has one more application",
  adds: { ...ONE_PAIR_ONE_APPLICATION, ecfOrphanApplications: 1 },
  build(world) {
    const { ecf, npq } = ordinaryPair(world);
    world.matchedApplication(ecf, npq);
    world.ecfApplication(ecf);
  },
};

export const pairWithNpqOrphanApplication: Scene = {
  name: "pair whose NPQ user has one more application",
  adds: { ...ONE_PAIR_ONE_APPLICATION, npqOrphanApplications: 1 },
  build(world) {
    const { ecf, npq } = ordinaryPair(world);
    world.matchedApplication(ecf, npq);
    world.npqApplication(npq);
  },
};

/** Pairs that one single key ties, so that losing the key or its normalisation loses the pair. */
const SPELLINGS: readonly Spelling[] = ["clean", "case", "spaces"];
const tiedByOneKey = SPELLINGS.flatMap((spelling): readonly Fixture[] => [
  tied("ecf_id", spelling, (world) => {
    strangers(world, { npq: ({ id }) => ({ ecfId: spell(id, spelling, world.random) }) });
  }),
  tied("trn", spelling, (world) => {
    const trn = world.people.letteredTrn();
    const [left, right] = messyOnOneSide(trn, spelling, world);
    strangers(world, { ecf: { trn: left }, npq: () => ({ trn: right }) });
  }),
  tied("get_an_identity_id", spelling, (world) => {
    const [left, right] = messyOnOneSide(world.random.uuid(), spelling, world);
    strangers(world, { ecf: { getAnIdentityId: left }, npq: () => ({ uid: right }) });
  }),
  {
    ...tied("npq_application_ecf_ids", spelling, (world) => {
      const { ecf, npq } = strangers(world);
      world.matchedApplication(ecf, npq, { spelling });
    }),
    adds: ONE_PAIR_ONE_APPLICATION,
  },
]);

function tied(key: string, spelling: Spelling, build: (world: World) => void): Fixture {
  return { name: `tied by ${key} alone, ${spelling}`, share: 400, atLeast: 2, adds: ONE_PAIR, build };
}

function messyOnOneSide(value: string, spelling: Spelling, world: World): [left: string, right: string] {
  const messy = spell(value, spelling, world.random);
  return world.random.chance(0.5) ? [messy, value] : [value, messy];
}

/** Blank identity ids on ECF are unique as written, so only so many can exist. */
const blankIdentityIds = BLANKS.map(
  (blank): Fixture => ({
    name: `blank keys, get_an_identity_id ${JSON.stringify(blank)}`,
    share: 0,
    atLeast: 1,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const { ecf, npq } = strangers(world, {
        ecf: { getAnIdentityId: blank, trn: blank },
        npq: () => ({ ...allBlank(world) }),
      });
      world.matchedApplication(ecf, npq);
    },
  }),
);

export function allBlank({ random }: World) {
  return { ecfId: random.pick(BLANKS), trn: random.pick(BLANKS), uid: random.pick(BLANKS) };
}

export const MATCHED: readonly Fixture[] = [
  ...tiedByOneKey,
  ...blankIdentityIds,
  {
    name: "placeholder TRNs on both sides",
    share: 500,
    atLeast: 5,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const placeholder = () => world.random.pick(PLACEHOLDER_TRNS);
      const { ecf, npq } = strangers(world, { ecf: { trn: placeholder() }, npq: () => ({ trn: placeholder() }) });
      world.matchedApplication(ecf, npq);
    },
  },
  {
    name: "TRN shared by too many",
    share: 0,
    atLeast: SHARED_TRN_HOLDERS,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const trn = world.people.trn();
      const { ecf, npq } = strangers(world, { ecf: { trn }, npq: ({ id }) => ({ ecfId: id, trn: SHARED_TRN }) });
      world.matchedApplication(ecf, npq);
    },
  },
  {
    name: "application under the second of two participant identities",
    share: 2000,
    atLeast: 3,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const { ecf, npq } = strangers(world, { ecf: { identities: 2 } });
      world.matchedApplication(ecf, npq, { identity: 1 });
    },
  },
  {
    name: "no names",
    share: 300,
    atLeast: 2,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const fullName = world.random.pick([null, ""]);
      const { ecf, npq } = strangers(world, { ecf: { fullName: "" }, npq: ({ id }) => ({ fullName, ecfId: id }) });
      world.matchedApplication(ecf, npq);
    },
  },
  {
    name: "application without a school",
    share: 2000,
    atLeast: 3,
    adds: ONE_PAIR_ONE_APPLICATION,
    build(world) {
      const { ecf, npq } = ordinaryPair(world);
      world.matchedApplication(ecf, npq, { school: null });
    },
  },
];
