import { type Hash64, hashBytes, joinHash } from "../hash.js";
import type { LineCursor } from "../line-cursor.js";
import { FoldedBytes, type Folding, foldText } from "../normalise/folding.js";
import { type CandidateRule, type Column, columnPosition, type Trait } from "../pipeline.js";
import type { RecordReader } from "../record.js";
import type { HeldHashes } from "./find-candidates.js";
import { IntList } from "./int-list.js";

const FOLDINGS: Readonly<Record<NonNullable<Trait["words"]> | "AS_WRITTEN", Folding>> = {
  AS_WRITTEN: { trim: true, foldCase: true },
  ALL: { trim: true, foldCase: true, words: "ALL" },
  FIRST: { trim: true, foldCase: true, words: "FIRST" },
};

function foldingOf({ words }: Trait): Folding {
  return FOLDINGS[words ?? "AS_WRITTEN"];
}

/**
 * The values of a rule that a record has: each with one part a trait, in their order. A trait of several values gives as
 * many; a record without one of the traits has none, and agrees with nobody.
 */
export function valuesOfRule({ agreesOn }: CandidateRule, record: RecordReader): readonly (readonly string[])[] {
  return agreesOn.reduce<readonly (readonly string[])[]>(
    (values, trait) => {
      const forms = record.many(trait.column).map((value) => foldText(value, foldingOf(trait)));
      return values.flatMap((value) => forms.map((form) => [...value, form]));
    },
    [[]],
  );
}

/** A trait as it is read from lines. */
interface HeldTrait {
  readonly cell: number;
  readonly folding: Folding;
}

/** Which records hold which values of the rules that find candidates: of each value no more than its hash. */
export class HeldTraits implements HeldHashes {
  readonly highs = new IntList();
  readonly lows = new IntList();
  readonly records = new IntList();
  private readonly folded = new FoldedBytes();
  private readonly hash: Hash64 = { high: 0, low: 0 };
  private readonly rules;

  constructor(rules: readonly CandidateRule[], columns: readonly Column[]) {
    this.rules = rules.flatMap((rule, position) =>
      rule.role === "finds"
        ? [
            {
              position,
              traits: rule.agreesOn.map(
                (trait): HeldTrait => ({ cell: columnPosition(columns, trait.column), folding: foldingOf(trait) }),
              ),
            },
          ]
        : [],
    );
  }

  add(record: number, line: LineCursor): void {
    for (const { position, traits } of this.rules) this.addValues(record, line, traits, 0, position, position);
  }

  /** Joins what was hashed so far with each value of the next trait. */
  private addValues(
    record: number,
    line: LineCursor,
    traits: readonly HeldTrait[],
    next: number,
    high: number,
    low: number,
  ): void {
    const trait = traits[next];
    if (trait === undefined) {
      this.highs.push(high);
      this.lows.push(low);
      this.records.push(record);
      return;
    }
    const { folded, hash } = this;
    for (let more = line.firstValue(trait.cell); more; ) {
      const end = line.valueEnd;
      folded.take(line, line.valueStart, end, trait.folding);
      if (folded.length > 0) {
        joinHash(hashBytes(folded.bytes, 0, folded.length, hash), high, low);
        this.addValues(record, line, traits, next + 1, hash.high, hash.low);
      }
      // The other traits have moved the cursor.
      more = line.valueBehind(trait.cell, end);
    }
  }
}
