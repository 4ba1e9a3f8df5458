import { type AuditEntry, hashedText, NO_HASH } from "./audit.js";

/** Where a log is not what it was written as. */
export interface BrokenChain {
  readonly number: number;
  readonly because: string;
}

export interface ChainCheck {
  /** some entries more, in their order; what is wrong with the first that is, or null */
  take(entries: readonly AuditEntry[]): BrokenChain | null;
  /** how many there were, the last one's hash, and whether the one that was looked for was among them */
  result(): { readonly entries: number; readonly hash: string; readonly isFound: boolean };
}

/** Walks along an audit log: numbers without gaps, each entry with the hash before it and the hash of what it says. */
export function createChainCheck(hashOf: (text: string) => string, wanted: string | null): ChainCheck {
  let number = 0;
  let hash = NO_HASH;
  let isFound = wanted === null || wanted === NO_HASH;

  const whatIsWrong = (entry: AuditEntry): string | null => {
    if (entry.number !== number + 1) return `entry ${number + 1} should come here; entries were taken out or put in.`;
    if (entry.previous !== hash)
      return "it does not carry the hash of the entry before, which was changed or replaced.";
    if (hashOf(hashedText(entry)) !== entry.hash) return "its hash is not that of what it says: it was changed.";
    return null;
  };

  return {
    take(entries) {
      for (const entry of entries) {
        const because = whatIsWrong(entry);
        if (because !== null) return { number: entry.number, because };
        ({ number, hash } = entry);
        isFound ||= hash === wanted;
      }
      return null;
    },
    result: () => ({ entries: number, hash, isFound }),
  };
}
