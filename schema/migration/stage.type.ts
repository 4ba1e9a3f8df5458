import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type { StageName as Name } from "../../server/core/progress.js";
import { enumOf } from "../enum.js";

export const StageName = enumOf<Name>("StageName", "The stages of a migration, in their order.", {
  CHECK: "Are the sources there, with the tables and columns that are needed?",
  SETTLE: "Changes of an earlier migration that broke off are settled.",
  READ: "Both sources are read, each in one consistent snapshot.",
  MATCH: "Records are tied into clusters.",
  CLASSIFY: "Each cluster gets its outcome, each orphan its candidates.",
  STORE: "Records and findings are stored.",
  APPLY: "Changes are made, or in a dry run forecast.",
  REPORT: "Reports are made.",
});

@ObjectType({ description: "One stage of a migration." })
export class Stage {
  @Field(() => StageName, { description: "Which stage." })
  name!: Name;

  @Field(() => String, { nullable: true, description: "The model it is about; null where it is about all." })
  model!: string | null;

  @Field(() => Int, { description: "How many records or changes are done." })
  done!: number;

  @Field(() => Int, { nullable: true, description: "How many there are; null where that is not known." })
  total!: number | null;

  @Field(() => GraphQLDateTime, { description: "When it began." })
  startedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended; null while it is under way." })
  finishedAt!: Date | null;

  @Field(() => Int, { nullable: true, description: "How long it took, in milliseconds; null while it is under way." })
  durationMs!: number | null;
}

/** Milliseconds from start to end; null without both. */
export function durationMs({
  startedAt,
  finishedAt,
}: {
  startedAt: Date | null;
  finishedAt: Date | null;
}): number | null {
  return startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null;
}
