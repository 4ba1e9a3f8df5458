import { ArgsType, Field, ID } from "type-graphql";
import { PageArgs } from "../connection/page.input.js";

@ArgsType()
export class SharedValueArgs extends PageArgs {
  @Field(() => ID, { description: "The migration whose shared values to list." })
  migrationId!: string;

  @Field(() => String, { nullable: true, description: "Only those of this model." })
  model!: string | null;
}
