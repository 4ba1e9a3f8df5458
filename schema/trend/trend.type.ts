import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import type { StoredTrendPoint } from "../../server/core/read-ports.js";

/** The migration and the result hang on it by resolvers, and are kept for them. */
@ObjectType({ description: "One model's result in one succeeded migration." })
export class TrendPoint {
  @Field(() => ID, { description: "The migration's id." })
  migrationId!: number;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the migration ended." })
  finishedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "How long the migration took, in milliseconds." })
  durationMs!: number | null;

  @Field(() => Boolean, { description: "Whether the migration only forecast changes." })
  dryRun!: boolean;

  @Field(() => String, { description: "The model." })
  model!: string;

  @Field(() => Int, { description: "How many outcomes there were." })
  total!: number;

  @Field(() => Int, { description: "Matched pairs." })
  matched!: number;

  @Field(() => Int, { description: "Left orphans." })
  orphanedLeft!: number;

  @Field(() => Int, { description: "Right orphans." })
  orphanedRight!: number;

  @Field(() => Int, { description: "Duplicates." })
  duplicates!: number;

  @Field(() => Int, { description: "Rows rejected." })
  rejected!: number;

  @Field(() => Float, { description: "matched / total, 0 to 1." })
  matchRate!: number;

  readonly point!: StoredTrendPoint;
}
