import { Field, Int, ObjectType } from "type-graphql";
import { connectionOf } from "../connection/connection.type.js";
import { Duplicate } from "../duplicate/duplicate.type.js";

@ObjectType({ description: "A single key value that holds two halves of a duplicate together." })
export class Bridge {
  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => String, { description: "The value, as it was compared." })
  value!: string;

  @Field(() => Boolean, { description: "Whether the value says something about a person." })
  personal!: boolean;

  @Field(() => Int, { description: "Records of the largest part that would be left without it." })
  larger!: number;

  @Field(() => Int, { description: "All its other records." })
  smaller!: number;

  @Field(() => Boolean, { description: "Whether without it none of the parts would be a duplicate." })
  settles!: boolean;

  @Field(() => Duplicate, { description: "The duplicate." })
  duplicate!: Duplicate;
}

export const BridgeConnection = connectionOf(Bridge, "Bridge", "bridges");
