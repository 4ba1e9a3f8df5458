import { Field, ID, Int, ObjectType } from "type-graphql";
import type { StoredRecord, StoredResult } from "../../server/core/read-ports.js";
import type { Side as SideName } from "../../server/core/record.js";
import { Side } from "./side.type.js";

@ObjectType({ description: "Names a record of one of the sources." })
export class RecordReference {
  @Field(() => ID, { description: "The record's id in its source." })
  id!: string;

  @Field(() => Side, { description: "The source that it is from." })
  side!: SideName;
}

@ObjectType({ description: "What a record holds of one of its model's columns." })
export class RecordField {
  @Field(() => String, { description: "The column's name." })
  name!: string;

  @Field(() => String, { description: "The column's name as people read it." })
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: "The value; several are joined by commas; null where there is none.",
  })
  value!: string | null;

  @Field(() => [String], { description: "The values, each by itself; none where the source has none." })
  values!: readonly string[];

  @Field(() => Boolean, { description: "Whether it says something about a person." })
  personal!: boolean;
}

@ObjectType({ description: "What a record holds of a match key, as it was read." })
export class KeyValues {
  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => [String], { description: "The values as they were read, before they were made comparable." })
  values!: readonly string[];
}

@ObjectType({ description: "A key value that ties a record to others of its cluster." })
export class RecordTie {
  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => String, { description: "The value as it was compared." })
  value!: string;

  @Field(() => [RecordReference], { description: "Others that hold the value: at most 20 of them." })
  with!: readonly RecordReference[];

  @Field(() => Int, { description: "How many of the cluster's records that were looked at hold the value too." })
  withCount!: number;
}

@ObjectType("Record", { description: "A record as it was read from its source." })
export class SourceRecord {
  @Field(() => ID, { description: "The record's id in its source." })
  id!: string;

  @Field(() => Side, { description: "The source that it is from." })
  side!: SideName;

  readonly result!: StoredResult;
  readonly stored!: StoredRecord;
  /** numbers of the records of its cluster that `why` looks at; none where nothing ties it */
  readonly cluster!: () => Promise<readonly number[]>;
}
