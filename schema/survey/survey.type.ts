import { Field, Int, ObjectType } from "type-graphql";
import type { Side as SideName } from "../../server/core/record.js";
import type { ClusterSize as CountedSize } from "../../server/core/survey/cluster-sizes.js";
import type { KeyUsage as CountedUsage } from "../../server/core/survey/key-usage.js";
import type { OrphanFacet as Facet, OrphanCount as StoredOrphanCount } from "../../server/core/survey/orphan-facets.js";
import type { RuleCount as StoredRuleCount } from "../../server/core/survey/rule-tally.js";
import { enumOf } from "../enum.js";
import { Side } from "../record/side.type.js";

@ObjectType({ description: "What a match key did in a migration." })
export class KeyUsage implements CountedUsage {
  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => Int, { description: "Left records that hold a value of it that may match." })
  leftRecords!: number;

  @Field(() => Int, { description: "Right records that hold a value of it that may match." })
  rightRecords!: number;

  @Field(() => Int, { description: "Left records that hold a blank or a placeholder." })
  leftUnusable!: number;

  @Field(() => Int, { description: "Right records that hold a blank or a placeholder." })
  rightUnusable!: number;

  @Field(() => Int, { description: "Different values, as they are compared." })
  values!: number;

  @Field(() => Int, { description: "Values that records of both sides hold, without shared values." })
  tyingValues!: number;

  @Field(() => Int, { description: "Values that too many records of one side share to match." })
  sharedValues!: number;

  @Field(() => Int, { description: "Matched pairs that it ties." })
  matched!: number;

  @Field(() => Int, { description: "Matched pairs that no other key ties." })
  matchedAlone!: number;

  @Field(() => Int, { description: "Duplicates in which it ties records of both sides." })
  duplicates!: number;

  @Field(() => Int, { description: "Duplicates of which one value of it holds two halves together: see `bridges`." })
  bridges!: number;
}

@ObjectType({
  description: "How many clusters have so many records of each side; of one side only: same-side clusters.",
})
export class ClusterSize implements CountedSize {
  @Field(() => Int, { description: "Left records." })
  left!: number;

  @Field(() => Int, { description: "Right records." })
  right!: number;

  @Field(() => Int, { description: "How many clusters." })
  clusters!: number;
}

export const OrphanFacet = enumOf<Facet>("OrphanFacet", "What orphans are counted by.", {
  CAUSE:
    "Why they found nobody: NO_VALUE, no match key holds anything; UNUSABLE_VALUES, blanks or placeholders only; " +
    "SHARED_VALUE, a value that too many share; UNKNOWN_VALUES, values that the other side does not hold.",
  FILLED: "How many of their fields hold something.",
  EMPTY: "Which of their fields hold nothing.",
  COLUMN: "The values of a column, or the months of its moments.",
});

@ObjectType({ description: "How many orphans of a side have something in common." })
export class OrphanCount implements StoredOrphanCount {
  @Field(() => Side, { description: "The orphans' side." })
  side!: SideName;

  @Field(() => OrphanFacet, { description: "What they are counted by." })
  facet!: Facet;

  @Field(() => String, { nullable: true, description: "For COLUMN, the column." })
  column!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "What they have in common; null where they have none of the column, and for the rest.",
  })
  value!: string | null;

  @Field(() => Boolean, { description: "Whether this is all values together beyond the most frequent ones." })
  isRest!: boolean;

  @Field(() => Int, { description: "How many orphans." })
  orphans!: number;

  @Field(() => Int, { description: "How many of them have candidates." })
  withCandidates!: number;
}

@ObjectType({ description: "How far one rule for candidates would bring the orphans of a side." })
export class RuleCount implements StoredRuleCount {
  @Field(() => Side, { description: "The orphans' side." })
  side!: SideName;

  @Field(() => String, { description: "The rule." })
  rule!: string;

  @Field(() => Int, { description: "Orphans with a candidate that satisfies it." })
  orphans!: number;

  @Field(() => Int, { description: "Orphans with exactly one such candidate." })
  single!: number;

  @Field(() => Int, {
    description: "Orphans with exactly one such candidate, which is unmatched itself: the rule would settle them.",
  })
  settled!: number;
}
