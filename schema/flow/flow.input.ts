import { ArgsType, Field, ID } from "type-graphql";
import type { Side as SideName } from "../../server/core/record.js";
import type { RecordOutcome as Outcome } from "../../server/core/survey/record-outcomes.js";
import { PageArgs } from "../connection/page.input.js";
import { Side } from "../record/side.type.js";
import { RecordOutcome, TieChange } from "./flow.type.js";

@ArgsType()
export class FlowArgs {
  @Field(() => ID, { description: "The earlier migration." })
  fromMigrationId!: string;

  @Field(() => ID, { description: "The later migration." })
  toMigrationId!: string;

  @Field(() => String, { description: "The model whose records to compare." })
  model!: string;
}

@ArgsType()
export class MovedArgs extends PageArgs {
  @Field(() => ID, { description: "The earlier migration." })
  fromMigrationId!: string;

  @Field(() => ID, { description: "The later migration." })
  toMigrationId!: string;

  @Field(() => String, { description: "The model whose records to compare." })
  model!: string;

  @Field(() => Side, { nullable: true, description: "Only records of this side." })
  side!: SideName | null;

  @Field(() => RecordOutcome, { nullable: true, description: "Only records with this outcome in the earlier one." })
  from!: Outcome | null;

  @Field(() => RecordOutcome, { nullable: true, description: "Only records with this outcome in the later one." })
  to!: Outcome | null;

  @Field(() => String, { nullable: true, description: "Only records that gained or lost a tie by this match key." })
  key!: string | null;

  @Field(() => TieChange, { nullable: true, description: "With `key`: only those that gained, or lost, the tie." })
  tie!: keyof typeof TieChange | null;
}
