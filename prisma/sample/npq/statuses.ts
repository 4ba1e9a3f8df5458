import type { Random } from "../random.js";

export interface StatusPair {
  readonly ecf: string;
  readonly npq: string | null;
}

export interface StatusQuota {
  readonly matched: number;
  readonly invalid: number;
  readonly changes: number;
}

const VALID = ["pending", "accepted", "rejected"] as const;
const INVALID = ["declined", "", "withdrawn"] as const;

export function statusQuota(scale: number, matched: number): StatusQuota {
  const invalid = Math.max(3, Math.round(40 * scale));
  return { matched, invalid, changes: Math.round(0.15 * (matched - invalid)) };
}

export function validStatus(random: Random): string {
  return random.pick(VALID);
}

/** Deals out the statuses of all matched applications: how many differ is exact, which ones is chance. */
export function dealStatuses({ matched, invalid, changes }: StatusQuota, random: Random): () => StatusPair {
  let [left, leftInvalid, leftChanges] = [matched, invalid, changes];
  return () => {
    const drawn = random.below(left--);
    if (drawn < leftInvalid)
      return { ecf: INVALID[--leftInvalid % INVALID.length] as string, npq: random.pick([...VALID, null]) };
    const ecf = validStatus(random);
    if (drawn >= leftInvalid + leftChanges) return { ecf, npq: ecf };
    // Every third change fills in a status that NPQ never had.
    const others = --leftChanges % 3 === 0 ? [null] : VALID.filter((status) => status !== ecf);
    return { ecf, npq: random.pick(others) };
  };
}
