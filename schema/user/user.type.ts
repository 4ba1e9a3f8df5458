import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { Account } from "../../server/core/access/accounts.js";
import type { Role as RoleName } from "../../server/core/access/role.js";
import type { UserProblem } from "../../server/core/ports.js";
import { connectionOf } from "../connection/connection.type.js";
import { Role } from "../me/role.type.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType("User", { description: "Somebody who may sign in." })
export class User implements Account {
  @Field(() => ID, { description: "The user's id." })
  id!: number;

  @Field(() => String, { description: "The name to sign in with; case does not matter." })
  username!: string;

  @Field(() => Role, { description: "What the user may do." })
  role!: RoleName;

  @Field(() => Boolean, { description: "Whether it is the admin of the server's settings, whom only they change." })
  firstAdmin!: boolean;

  @Field(() => Boolean, { description: "Whether there is a password; false for who signs in by OpenID Connect." })
  hasPassword!: boolean;

  @Field(() => String, { nullable: true, description: "Who made the user; null for the admin of the settings." })
  createdBy!: string | null;

  @Field(() => GraphQLDateTime, { description: "When the user was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the user signed in last; null for never." })
  lastSignIn!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Since when the user can't sign in; null for who can." })
  disabledAt!: Date | null;
}

export const UserConnection = connectionOf(User, "User", "users");

@ObjectType({ description: "What became of a request about a user." })
export class UserPayload {
  @Field(() => User, { nullable: true, description: "The user as it is now; null where something stood in the way." })
  user!: Account | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
