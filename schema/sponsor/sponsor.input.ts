import { ArgsType, Field, ID, InputType } from "type-graphql";
import { PageArgs } from "../connection/page.input.js";

@ArgsType()
export class SponsorArgs extends PageArgs {
  @Field(() => String, {
    nullable: true,
    description: "Only sponsors whose code or name holds this text. Case does not matter.",
  })
  search!: string | null;
}

@InputType({ description: "A sponsor to save." })
export class SaveSponsorInput {
  @Field(() => ID, { description: "Its code, kept in upper case: the sponsor that has it gets the name." })
  code!: string;

  @Field(() => String, { description: "Its name." })
  name!: string;
}
