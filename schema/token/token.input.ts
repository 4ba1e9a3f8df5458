import { Field, InputType, Int } from "type-graphql";
import type { Role as RoleName } from "../../server/core/access/role.js";
import { Role } from "../me/role.type.js";

@InputType({ description: "A token to make." })
export class CreateTokenInput {
  @Field(() => String, { description: "What it is for: 1 to 100 characters, without a colon." })
  name!: string;

  @Field(() => Role, { description: "What whoever has it may do." })
  role!: RoleName;

  @Field(() => Int, { nullable: true, defaultValue: 90, description: "After how many days it ends: 1 to 366." })
  days!: number | null;
}
