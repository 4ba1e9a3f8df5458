import { Field, ID, Int, ObjectType } from "type-graphql";
import type { MigrationOptions as Options } from "../../server/core/options.js";
import { ChangeDetection, Mode } from "./status.type.js";

@ObjectType({ description: "Ids from … to, both included." })
export class IdRange {
  @Field(() => Int, { description: "The first id." })
  from!: number;

  @Field(() => Int, { description: "The last id." })
  to!: number;
}

@ObjectType({ description: "What a migration was told; null where it was told nothing." })
export class MigrationOptions implements Options {
  @Field(() => Mode, { nullable: true, description: "Which records may be written." })
  mode?: NonNullable<Options["mode"]>;

  @Field(() => String, { nullable: true, description: "Only records modified since then." })
  modifiedSince?: string;

  @Field(() => IdRange, { nullable: true, description: "Only records whose ids lie in this range." })
  idRange?: IdRange;

  @Field(() => Boolean, { nullable: true, description: "Whether records that did not change were written, too." })
  forceUpdate?: boolean;

  @Field(() => Int, { nullable: true, description: "At most so many records." })
  limit?: number;

  @Field(() => Int, {
    nullable: true,
    description: "How many changes, or rows of an upsert, were applied in one transaction.",
  })
  batchSize?: number;

  @Field(() => ChangeDetection, { nullable: true, description: "What told that a row had changed." })
  changeDetection?: NonNullable<Options["changeDetection"]>;

  @Field(() => ID, { nullable: true, description: "The migration of which only what it rejected was taken." })
  rejectedOf?: number;

  @Field(() => Boolean, { nullable: true, description: "Whether changes were forecast only." })
  dryRun?: boolean;
}
