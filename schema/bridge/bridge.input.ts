import { ArgsType, Field, ID, Int } from "type-graphql";
import { PageArgs } from "../connection/page.input.js";

@ArgsType()
export class BridgeArgs extends PageArgs {
  @Field(() => ID, { description: "The migration." })
  migrationId!: string;

  @Field(() => String, { description: "The model." })
  model!: string;
}

@ArgsType()
export class LargestArgs {
  @Field(() => ID, { description: "The migration." })
  migrationId!: string;

  @Field(() => String, { description: "The model." })
  model!: string;

  @Field(() => Int, { nullable: true, defaultValue: 20, description: "How many to give: 0 to 100." })
  first!: number | null;
}
