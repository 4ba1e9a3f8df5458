import { ArgsType, Field, ID } from "type-graphql";
import type { Effect as EffectName } from "../../server/core/record.js";
import { PageArgs } from "../connection/page.input.js";
import { Effect } from "./change.type.js";

@ArgsType()
export class ChangeArgs extends PageArgs {
  @Field(() => ID, { description: "The migration whose changes to list." })
  migrationId!: string;

  @Field(() => String, { nullable: true, description: "Only changes of this entity." })
  entity!: string | null;

  @Field(() => Effect, { nullable: true, description: "Only changes with this effect." })
  effect!: EffectName | null;
}
