import { PLACEHOLDER_TRNS, SHARED_TRN } from "../spelling.js";
import { allBlank } from "./matched.js";
import type { Fixture, Scene } from "./scene.js";

const ONE_ORPHAN = { npqUsers: 1, npqOrphans: 1 };

export const ordinaryNpqOrphan: Scene = {
  name: "NPQ user unknown to ECF",
  adds: ONE_ORPHAN,
  build({ npqUser, people, random }) {
    npqUser({
      trn: random.chance(0.6) ? people.trn() : null,
      ecfId: random.chance(0.2) ? random.uuid() : null,
      ...(random.chance(0.3) ? { uid: random.uuid() } : {}),
    });
  },
};

export const npqOrphanWithApplication: Scene = {
  name: "NPQ user unknown to ECF, with an application",
  adds: { ...ONE_ORPHAN, npqOrphanApplications: 1 },
  build(world) {
    world.npqApplication(world.npqUser({ trn: world.random.chance(0.6) ? world.people.trn() : null }));
  },
};

export const ordinaryExcluded: Scene = {
  name: "ECF user who never applied",
  adds: { ecfUsers: 1, excluded: 1 },
  build({ ecfUser, people, random }) {
    ecfUser({
      trn: random.chance(0.85) ? people.trn() : null,
      getAnIdentityId: random.chance(0.1) ? random.uuid() : null,
    });
  },
};

/** Signed in by something else than the TRA's identity service, under a uid that only looks like an identity id. */
const OTHER_PROVIDERS = [null, "", "developer"] as const;

export const ORPHANS: readonly Fixture[] = [
  {
    name: "two NPQ users with one TRN and nothing on ECF",
    share: 150,
    atLeast: 2,
    adds: { npqUsers: 2, npqOrphans: 2, sameSide: 1 },
    build({ npqUser, people }) {
      const first = npqUser({ trn: people.trn() });
      npqUser({ trn: ` ${first.trn}`, fullName: first.fullName });
    },
  },
  {
    name: "three NPQ users in a chain and nothing on ECF",
    share: 20,
    atLeast: 1,
    adds: { npqUsers: 3, npqOrphans: 3, sameSide: 1 },
    build({ npqUser, people, random }) {
      const [trn, ecfId] = [people.trn(), random.uuid()];
      const first = npqUser({ trn });
      npqUser({ trn, ecfId, fullName: first.fullName });
      npqUser({ ecfId: ecfId.toUpperCase(), fullName: first.fullName });
    },
  },
  {
    name: "NPQ orphan with blank keys",
    share: 100,
    atLeast: 3,
    adds: ONE_ORPHAN,
    build: (world) => void world.npqUser(allBlank(world)),
  },
  {
    name: "NPQ orphan with a placeholder TRN",
    share: 200,
    atLeast: 3,
    adds: ONE_ORPHAN,
    build: ({ npqUser, random }) => void npqUser({ trn: random.pick(PLACEHOLDER_TRNS) }),
  },
  {
    name: "NPQ orphan without a name",
    share: 30,
    atLeast: 1,
    adds: ONE_ORPHAN,
    build: ({ npqUser, people }) => void npqUser({ fullName: null, trn: people.trn() }),
  },
  {
    name: "excluded ECF user with a placeholder TRN",
    share: 600,
    atLeast: 3,
    adds: { ecfUsers: 1, excluded: 1 },
    build: ({ ecfUser, random }) => void ecfUser({ trn: random.pick(PLACEHOLDER_TRNS) }),
  },
  {
    name: "excluded ECF user with the TRN shared by too many",
    share: 0,
    atLeast: 1,
    adds: { ecfUsers: 1, excluded: 1 },
    build: ({ ecfUser }) => void ecfUser({ trn: SHARED_TRN }),
  },
  {
    name: "NPQ orphan of another provider whose uid is a matched ECF user's identity id",
    share: 60,
    atLeast: 3,
    adds: { ecfUsers: 1, npqUsers: 2, matched: 1, matchedApplications: 1, npqOrphans: 1 },
    build(world) {
      const ecf = world.ecfUser({ getAnIdentityId: world.random.uuid() });
      world.matchedApplication(ecf, world.npqUser({ fullName: ecf.fullName, ecfId: ecf.id }));
      world.npqUser({ provider: world.random.pick(OTHER_PROVIDERS), uid: ecf.getAnIdentityId });
    },
  },
  {
    name: "NPQ orphan of another provider whose uid is an excluded ECF user's identity id",
    share: 40,
    atLeast: 2,
    adds: { ecfUsers: 1, npqUsers: 1, excluded: 1, npqOrphans: 1 },
    build({ ecfUser, npqUser, random }) {
      const { getAnIdentityId } = ecfUser({ getAnIdentityId: random.uuid() });
      npqUser({ provider: random.pick(OTHER_PROVIDERS), uid: getAnIdentityId });
    },
  },
];
