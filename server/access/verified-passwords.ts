import { createHmac, randomBytes } from "node:crypto";
import type { Attempt, GivenPassword } from "./attempt.js";

/** Whose password it was, and the hash that it was right for. */
export interface Verified {
  readonly userId: number;
  readonly hash: string | null;
}

/** Passwords that were right of late, from where they came, as nobody can read them. */
export interface VerifiedPasswords {
  find(given: GivenPassword): Verified | null;
  keep(given: GivenPassword, verified: Verified): void;
  /** those that send the same at the same time are answered together */
  together(given: GivenPassword, attempt: () => Promise<Attempt>): Promise<Attempt>;
}

const KEPT_FOR_MS = 15 * 60_000;
const MOST_KEPT = 1_000;

/** A slow hash at each request of a program would be most of its work: it is reckoned once in a while. */
export function createVerifiedPasswords(now: () => number, keptForMs = KEPT_FOR_MS): VerifiedPasswords {
  const secret = randomBytes(32);
  const kept = new Map<string, Verified & { readonly until: number }>();
  const underWay = new Map<string, Promise<Attempt>>();
  const nameOf = ({ username, password, address }: GivenPassword): string =>
    createHmac("sha256", secret)
      .update(JSON.stringify([username, password, address]))
      .digest("base64");

  return {
    find(given) {
      const found = kept.get(nameOf(given));
      return found && found.until > now() ? found : null;
    },
    keep(given, verified) {
      const name = nameOf(given);
      kept.delete(name);
      kept.set(name, { ...verified, until: now() + keptForMs });
      if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value as string);
    },
    together(given, attempt) {
      const name = nameOf(given);
      const others = underWay.get(name);
      if (others) return others;
      const own = attempt().finally(() => underWay.delete(name));
      underWay.set(name, own);
      return own;
    },
  };
}
