import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field, Int } from "type-graphql";

@ArgsType()
export class TrendArgs {
  @Field(() => String, { description: "The pipeline's name." })
  pipeline!: string;

  @Field(() => String, { nullable: true, description: "Only points of this model; by default one point a model." })
  model!: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 30,
    description: "How many of the newest succeeded migrations to show: 0 to 366, a year of nightly ones.",
  })
  last!: number | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only migrations that ended then or later." })
  from!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only migrations that ended before." })
  until!: Date | null;
}
