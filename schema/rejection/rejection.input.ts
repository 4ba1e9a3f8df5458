import { ArgsType, Field, ID } from "type-graphql";
import { PageArgs } from "../connection/page.input.js";

@ArgsType()
export class RejectionArgs extends PageArgs {
  @Field(() => ID, { description: "The migration whose rejections to list." })
  migrationId!: string;

  @Field(() => String, { nullable: true, description: "Only rejections for this reason." })
  reason!: string | null;
}
