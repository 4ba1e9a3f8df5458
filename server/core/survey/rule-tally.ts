import type { Agreement } from "../match/agreement.js";
import type { CandidateRule } from "../pipeline.js";
import type { Side } from "../record.js";

/** How far one rule would bring the orphans of a side. */
export interface RuleCount {
  readonly side: Side;
  readonly rule: string;
  /** orphans with a candidate that satisfies it */
  readonly orphans: number;
  /** of these, the ones with a single such candidate */
  readonly single: number;
  /** of these, the ones whose candidate is unmatched itself: the rule would settle them */
  readonly settled: number;
}

/** An orphan's candidate, as it is counted. */
export interface CountedCandidate {
  readonly agreement: readonly Agreement[];
  /** neither matched nor in a duplicate */
  readonly isFree: boolean;
}

/** Counts, for each rule, the orphans that it speaks about. */
export class RuleTally {
  private readonly tallies: readonly { -readonly [count in keyof RuleCount]: RuleCount[count] }[];

  constructor(rules: readonly CandidateRule[]) {
    const sides: readonly Side[] = ["LEFT", "RIGHT"];
    this.tallies = sides.flatMap((side) =>
      rules.map(({ name }) => ({ side, rule: name, orphans: 0, single: 0, settled: 0 })),
    );
  }

  add(side: Side, candidates: readonly CountedCandidate[]): void {
    for (const tally of this.tallies) {
      if (tally.side !== side) continue;
      const agreeing = candidates.filter(({ agreement }) => agreement.some(({ rule }) => rule === tally.rule));
      if (agreeing.length === 0) continue;
      tally.orphans++;
      if (agreeing.length > 1) continue;
      tally.single++;
      if (agreeing[0]?.isFree) tally.settled++;
    }
  }

  get counts(): readonly RuleCount[] {
    return this.tallies;
  }
}
