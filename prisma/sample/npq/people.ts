import type { Random } from "../random.js";
import { FAMILY_NAMES, FIRST_NAMES } from "./vocabulary.js";

export interface Person {
  readonly fullName: string;
  readonly email: string;
}

export interface People {
  readonly person: () => Person;
  /** The same or a given name under an e-mail address nobody else has. */
  readonly named: (fullName: string) => Person;
  /** A value for `trn` that no other record has. */
  readonly trn: () => string;
  /** An old-style TRN, the only kind with letters, so that it can differ in case. */
  readonly letteredTrn: () => string;
}

/** Clear of the placeholders and of the shared TRN. */
const FIRST_TRN = 2_000_000;
const TRN_COUNT = 8_000_000;
/** Has no factor in common with the count, so that stepping by it meets every TRN once. */
const TRN_STEP = 4_999_999;

export function createPeople(random: Random): People {
  let trns = random.below(TRN_COUNT);
  let addresses = 0;
  const trn = () => String(FIRST_TRN + ((trns++ * TRN_STEP) % TRN_COUNT));
  const named = (fullName: string) => {
    addresses++;
    return { fullName, email: `${fullName.toLowerCase().replaceAll(" ", ".") || "someone"}.${addresses}@example.com` };
  };
  return {
    person: () => named(`${random.pick(FIRST_NAMES)} ${random.pick(FAMILY_NAMES)}`),
    named,
    trn,
    letteredTrn: () => `RP${trn()}`,
  };
}

const EARLIEST = Date.UTC(2021, 5, 1);
const CREATION_SPAN = 880 * 86_400_000;
const LONGEST_LIFE = 100 * 86_400_000;

/** When a record was made and last changed: all before March 2024, when the services were reconciled. */
export function timestamps(random: Random): [createdAt: string, updatedAt: string] {
  const created = EARLIEST + random.below(CREATION_SPAN);
  const updated = random.chance(0.4) ? created : created + random.below(LONGEST_LIFE);
  return [timestamp(created), timestamp(updated)];
}

function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23).replace("T", " ");
}
