import { GraphQLJSON } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import type { RejectionCount } from "../../server/core/evidence-port.js";
import type { StoredRejection } from "../../server/core/log-port.js";
import type { Side as SideName } from "../../server/core/record.js";
import { connectionOf } from "../connection/connection.type.js";
import { Side } from "../record/side.type.js";

@ObjectType({ description: "A row that could not be taken." })
export class Rejection implements StoredRejection {
  @Field(() => String, { description: "Its model." })
  model!: string;

  @Field(() => Side, { description: "The side that it is from." })
  side!: SideName;

  @Field(() => String, { description: "The source that it is from." })
  source!: string;

  @Field(() => ID, { description: "The row's id in its source." })
  recordId!: string;

  @Field(() => String, { description: "A stable code." })
  reason!: string;

  @Field(() => String, { description: "What was expected and what came." })
  message!: string;

  @Field(() => GraphQLJSON, { description: "The values concerned." })
  row!: unknown;
}

export const RejectionConnection = connectionOf(Rejection, "Rejection", "rejections");

@ObjectType({ description: "How many rows a migration could not take for one reason." })
export class RejectionReason implements RejectionCount {
  @Field(() => String, { description: "The reason's stable code: what the argument `reason` takes." })
  reason!: string;

  @Field(() => Int, { description: "How many rows." })
  rows!: number;
}
