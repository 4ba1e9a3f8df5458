import { Field, ObjectType } from "type-graphql";
import type { Role as RoleName } from "../../server/core/access/role.js";
import { Role } from "./role.type.js";

@ObjectType({ description: "Who asks." })
export class Me {
  @Field(() => String, { description: "The user's name, or `token:` and the token's." })
  username!: string;

  @Field(() => Role, { description: "What they may do." })
  role!: RoleName;
}
