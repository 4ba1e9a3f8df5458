import { Field, Int, ObjectType } from "type-graphql";
import type { StoredSharedValue } from "../../server/core/shared-value-port.js";
import { connectionOf } from "../connection/connection.type.js";

@ObjectType({ description: "A key value that more records of one side share than the limit allows: it did not match." })
export class SharedValue implements StoredSharedValue {
  @Field(() => String, { description: "The model." })
  model!: string;

  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => String, { description: "The value as it was compared." })
  value!: string;

  @Field(() => Int, { description: "How many left records hold it." })
  leftRecords!: number;

  @Field(() => Int, { description: "How many right records hold it." })
  rightRecords!: number;
}

export const SharedValueConnection = connectionOf(SharedValue, "SharedValue", "shared values");
