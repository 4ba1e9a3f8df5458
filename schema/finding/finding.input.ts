import { ArgsType, Field, ID } from "type-graphql";
import { PageArgs } from "../connection/page.input.js";

@ArgsType()
export class FindingArgs extends PageArgs {
  @Field(() => ID, { description: "The migration whose findings to list." })
  migrationId!: string;

  @Field(() => String, {
    nullable: true,
    description: "Only those of this model; by default all models in their order.",
  })
  model!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Only those with a record that has this id or key value, or all of these words in its name. Case does not matter.",
  })
  search!: string | null;
}
