import { Field, ID, InputType } from "type-graphql";
import type { Role as RoleName } from "../../server/core/access/role.js";
import { Role } from "../me/role.type.js";

@InputType({ description: "A user to make." })
export class CreateUserInput {
  @Field(() => String, { description: "The name to sign in with: 1 to 100 characters, without a colon." })
  username!: string;

  @Field(() => Role, { description: "What the user may do." })
  role!: RoleName;

  @Field(() => String, { description: "The first password, 10 to 200 characters; the user can change it." })
  password!: string;
}

@InputType({ description: "What to change of a user; what is left out stays as it is." })
export class UpdateUserInput {
  @Field(() => ID, { description: "The user's id." })
  id!: string;

  @Field(() => Role, { nullable: true, description: "What the user may do from now on." })
  role!: RoleName | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether the user can't sign in any more: sessions and open sockets end at once.",
  })
  disabled!: boolean | null;
}

@InputType({ description: "Another password for a user who has lost theirs." })
export class ResetPasswordInput {
  @Field(() => ID, { description: "The user's id." })
  id!: string;

  @Field(() => String, { description: "The password, 10 to 200 characters." })
  password!: string;
}
