import { Field, ObjectType } from "type-graphql";
import { enumOf } from "../enum.js";

export const Role = enumOf<"VIEWER" | "ANALYST" | "OPERATOR" | "ADMIN">(
  "Role",
  "What somebody may do; each may do what the one before may.",
  {
    VIEWER: "See results, with personal fields masked.",
    ANALYST: "See personal fields too.",
    OPERATOR: "Start and cancel migrations, and keep schedules.",
    ADMIN: "Everything.",
  },
);

@ObjectType({ description: "Who asks." })
export class Me {
  @Field(() => String, { description: "The name that they signed in with." })
  username!: string;

  @Field(() => Role, { description: "What they may do." })
  role!: keyof typeof Role;
}
