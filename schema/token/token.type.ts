import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { ApiToken as Stored } from "../../server/core/access/accounts.js";
import type { Role as RoleName } from "../../server/core/access/role.js";
import type { UserProblem } from "../../server/core/ports.js";
import { connectionOf } from "../connection/connection.type.js";
import { Role } from "../me/role.type.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType({ description: "What a program signs in with: `Authorization: Bearer` and its secret." })
export class ApiToken implements Stored {
  @Field(() => ID, { description: "The token's id." })
  id!: number;

  @Field(() => String, { description: "What it is for." })
  name!: string;

  @Field(() => Role, { description: "What whoever has it may do." })
  role!: RoleName;

  @Field(() => String, { description: "Who made it." })
  createdBy!: string;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it ends by itself." })
  expiresAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was revoked; null where it was not." })
  revokedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it was used last, to the minute." })
  lastUsedAt!: Date | null;
}

export const ApiTokenConnection = connectionOf(ApiToken, "ApiToken", "tokens");

@ObjectType({ description: "What became of a request to make a token." })
export class CreateTokenPayload {
  @Field(() => ApiToken, { nullable: true, description: "The token; null where something stood in the way." })
  token!: Stored | null;

  @Field(() => String, { nullable: true, description: "Its secret. It is told this once." })
  secret!: string | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}

@ObjectType({ description: "What became of a request to revoke a token." })
export class RevokeTokenPayload {
  @Field(() => ApiToken, { nullable: true, description: "The token as it is now; null where there is none." })
  token!: Stored | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
