import { ArgsType, Field } from "type-graphql";
import type { Side as SideName } from "../../server/core/record.js";
import { FindingArgs } from "../finding/finding.input.js";
import { Side } from "../record/side.type.js";

@ArgsType()
export class OrphanArgs extends FindingArgs {
  @Field(() => Side, { nullable: true, description: "Only orphans of this side." })
  side!: SideName | null;

  @Field(() => Boolean, { nullable: true, description: "Only orphans with candidates, or only those without." })
  hasCandidates!: boolean | null;
}
