import type { EcfUser, GivenEcfUser, GivenNpqUser, NpqUser } from "../records.js";
import { BLANKS, spellLoosely } from "../spelling.js";
import type { World } from "../world.js";

export interface Pair {
  readonly ecf: EcfUser;
  readonly npq: NpqUser;
}

/** One person in both services, with no key value in common yet. */
export function strangers(
  world: World,
  given: { ecf?: GivenEcfUser; npq?: (ecf: EcfUser) => GivenNpqUser } = {},
): Pair {
  const ecf = world.ecfUser(given.ecf);
  const email = world.random.chance(0.8) ? { email: ecf.email } : {};
  return { ecf, npq: world.npqUser({ fullName: ecf.fullName, ...email, ...given.npq?.(ecf) }) };
}

/** One person in both services the way most are: tied by an application, and by some of the other keys. */
export function ordinaryPair(world: World, ecfIdToo = false): Pair {
  const { random, people } = world;
  const ecf = {
    getAnIdentityId: random.chance(0.5) ? random.uuid() : null,
    trn: random.chance(0.85) ? people.trn() : null,
    identities: random.chance(0.1) ? 2 : 1,
  };
  return strangers(world, {
    ecf,
    npq: ({ id, getAnIdentityId, trn }) => ({
      ecfId: ecfIdToo || random.chance(0.85) ? spellLoosely(id, random) : random.pick([null, ...BLANKS]),
      trn: trn !== null && random.chance(0.85) ? spellLoosely(trn, random) : random.chance(0.2) ? people.trn() : null,
      ...(getAnIdentityId !== null && random.chance(0.7) ? { uid: spellLoosely(getAnIdentityId, random) } : {}),
    }),
  });
}

export function anyIdentity(ecf: EcfUser, world: World): number {
  return world.random.below(ecf.identities.length);
}
