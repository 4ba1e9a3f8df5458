import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import type { OwnSession } from "../../server/core/access/accounts.js";
import type { UserProblem } from "../../server/core/ports.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType({ description: "A browser in which you are signed in." })
export class Session implements OwnSession {
  @Field(() => ID, { description: "The session's id." })
  id!: number;

  @Field(() => String, { nullable: true, description: "What the browser called itself." })
  agent!: string | null;

  @Field(() => String, { nullable: true, description: "The address, or the network, from where it signed in." })
  address!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it signed in." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was used last, to the minute." })
  lastUsedAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it ends at the latest; one that is not used ends before." })
  expiresAt!: Date;

  @Field(() => Boolean, { description: "Whether it is the one that asks." })
  current!: boolean;
}

@ObjectType({ description: "What became of a request to end sessions." })
export class EndSessionPayload {
  @Field(() => Int, { description: "How many ended." })
  ended!: number;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
