import { GraphQLDateTime } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type { Retention as Stored } from "../../server/core/access/accounts.js";
import type { UserProblem } from "../../server/core/ports.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType({ description: "Of how many migrations a pipeline the details are kept; counts and times are for ever." })
export class Retention implements Stored {
  @Field(() => Int, { description: "How many it is." })
  migrations!: number;

  @Field(() => Int, { description: "What the server's settings say, which holds where no admin has set another." })
  fallback!: number;

  @Field(() => String, { nullable: true, description: "The admin who set it; null where the settings hold." })
  setBy!: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was set." })
  setAt!: Date | null;
}

@ObjectType({ description: "What became of a request to set the retention." })
export class SetRetentionPayload {
  @Field(() => Retention, { nullable: true, description: "What holds now; null where something stood in the way." })
  retention!: Stored | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
