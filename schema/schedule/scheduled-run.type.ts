import { GraphQLDateTime } from "graphql-scalars";
import { Field, ObjectType } from "type-graphql";
import type { RunDecision as RunDecisionName, ScheduledRun as Stored } from "../../server/core/schedule/schedule.js";
import { connectionOf } from "../connection/connection.type.js";
import { RunDecision } from "./schedule-enums.type.js";

@ObjectType({ description: "What was decided about one time at which a schedule was due." })
export class ScheduledRun implements Stored {
  @Field(() => GraphQLDateTime, { description: "When it was due." })
  dueAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was decided." })
  decidedAt!: Date;

  @Field(() => RunDecision, { description: "What was decided." })
  decision!: RunDecisionName;

  @Field(() => String, { description: "Why, in a sentence." })
  because!: string;

  readonly migrationId!: number | null;
}

export const ScheduledRunConnection = connectionOf(ScheduledRun, "ScheduledRun", "scheduled runs");
