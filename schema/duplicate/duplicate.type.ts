import { Field, ID, Int, ObjectType } from "type-graphql";
import type { StoredFinding } from "../../server/core/read-ports.js";
import { connectionOf } from "../connection/connection.type.js";
import { RecordReference, SourceRecord } from "../record/record.type.js";

@ObjectType({ description: "How a record joined a cluster: it holds a key value that an earlier one holds." })
export class ChainLink {
  @Field(() => RecordReference, { description: "The record that was in the chain already." })
  from!: RecordReference;

  @Field(() => RecordReference, { description: "The record that joined by it." })
  to!: RecordReference;

  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => String, { description: "The value that both hold, as it was compared." })
  value!: string;
}

@ObjectType({ description: "A cluster of more records than one of each side: touched by nothing, shown to people." })
export class Duplicate {
  @Field(() => ID, { description: "The duplicate's id." })
  id!: string;

  @Field(() => String, { description: "Its model." })
  model!: string;

  @Field(() => Boolean, {
    description: "Whether all its records are of one side. Each of them then counts as an orphan, not as a duplicate.",
  })
  sameSide!: boolean;

  @Field(() => Int, { description: "How many of its records are of the left side." })
  leftCount!: number;

  @Field(() => Int, { description: "How many of its records are of the right side." })
  rightCount!: number;

  readonly finding!: StoredFinding;
}

export const DuplicateConnection = connectionOf(Duplicate, "Duplicate", "duplicates");
export const RecordConnection = connectionOf(SourceRecord, "Record", "records");
export const ChainLinkConnection = connectionOf(ChainLink, "ChainLink", "links of a chain");
