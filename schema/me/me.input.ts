import { Field, InputType } from "type-graphql";

@InputType({ description: "A password for another." })
export class ChangePasswordInput {
  @Field(() => String, { description: "The password that you have now." })
  current!: string;

  @Field(() => String, { description: "The password to have: 10 to 200 characters." })
  next!: string;
}
