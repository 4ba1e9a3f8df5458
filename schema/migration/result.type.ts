import { Field, Int, ObjectType } from "type-graphql";
import type { StoredResult } from "../../server/core/read-ports.js";

@ObjectType({ description: "The counts of one model in one migration; `total` = matched + both orphans + duplicates." })
export class ModelResult implements Pick<StoredResult, "id" | "model" | "total" | "matched" | "findingsKept"> {
  readonly id!: number;
  readonly findingsKept!: boolean;

  @Field(() => String, { description: "The model." })
  model!: string;

  @Field(() => Int, { description: "How many outcomes there are: a cluster of both sides counts once." })
  total!: number;

  @Field(() => Int, { description: "Clusters of one record of each side." })
  matched!: number;

  @Field(() => Int, { description: "Left records without one of the right side." })
  orphanedLeft!: number;

  @Field(() => Int, { description: "Right records without one of the left side." })
  orphanedRight!: number;

  @Field(() => Int, { description: "Left orphans that have candidates." })
  orphanedLeftWithCandidates!: number;

  @Field(() => Int, { description: "Right orphans that have candidates." })
  orphanedRightWithCandidates!: number;

  @Field(() => Int, { description: "Clusters of both sides with more than two records." })
  duplicates!: number;

  @Field(() => Int, {
    description: "Clusters of several records of one side; outside the total, where each record is an orphan.",
  })
  sameSideClusters!: number;

  @Field(() => Int, { description: "Unmatched records that a named rule of the pipeline leaves out of the question." })
  excluded!: number;

  @Field(() => Int, { description: "Rows that could not be taken: see `rejections`." })
  rejected!: number;

  @Field(() => Int, { description: "Records of the left source." })
  leftRecords!: number;

  @Field(() => Int, { description: "Records of the right source." })
  rightRecords!: number;
}

@ObjectType({ description: "What a migration did to one entity of its target; in a dry run, what it would do." })
export class EntityEffects {
  @Field(() => String, { description: "The entity." })
  entity!: string;

  @Field(() => Int, { description: "How many were created." })
  created!: number;

  @Field(() => Int, { description: "How many were updated." })
  updated!: number;

  @Field(() => Int, { description: "How many stayed as they were." })
  unchanged!: number;

  @Field(() => Int, { description: "How many were deleted." })
  deleted!: number;

  @Field(() => Int, { description: "How many were ended: closed, but kept." })
  ended!: number;
}

/** A share of a whole, 0 to 1; 0 of nothing. */
export function rate(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
