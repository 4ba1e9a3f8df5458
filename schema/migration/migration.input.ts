import { ArgsType, Field, ID, InputType, Int } from "type-graphql";
import type { MigrationOptions } from "../../server/core/options.js";
import type { MigrationOrder as Order } from "../../server/core/read-ports.js";
import type { MigrationStatus as Status } from "../../server/core/status.js";
import { PageArgs } from "../connection/page.input.js";
import { ChangeDetection, MigrationOrder, MigrationStatus, Mode } from "./status.type.js";

@ArgsType()
export class MigrationListArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "Only migrations of this pipeline." })
  pipeline!: string | null;

  @Field(() => [MigrationStatus], { nullable: true, description: "Only migrations with one of these statuses." })
  status!: Status[] | null;

  @Field(() => MigrationOrder, {
    nullable: true,
    defaultValue: "NEWEST_FIRST",
    description: "Which come first. A cursor belongs to the order in which it was given.",
  })
  order!: Order | null;
}

@InputType({ description: "Ids from … to, both included." })
export class IdRangeInput {
  @Field(() => Int, { description: "The first id." })
  from!: number;

  @Field(() => Int, { description: "The last id." })
  to!: number;
}

@InputType({ description: "What a migration can be told. A pipeline takes some of these; any other is a user error." })
export class MigrationOptionsInput {
  @Field(() => Mode, { nullable: true, description: "Which records may be written." })
  mode?: MigrationOptions["mode"] | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Only records modified since: a date, a date-time (UTC where it names no zone), `yesterday`, or `last`: since the " +
      "last modification that was read by a migration which took everything.",
  })
  modifiedSince?: string | null;

  @Field(() => IdRangeInput, { nullable: true, description: "Only records whose ids lie in this range." })
  idRange?: IdRangeInput | null;

  @Field(() => Boolean, { nullable: true, description: "Write records that did not change, too." })
  forceUpdate?: boolean | null;

  @Field(() => Int, { nullable: true, description: "At most so many records." })
  limit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many changes, or rows of an upsert, to apply in one transaction.",
  })
  batchSize?: number | null;

  @Field(() => ChangeDetection, { nullable: true, description: "What tells that a row has changed; BOTH by default." })
  changeDetection?: MigrationOptions["changeDetection"] | null;

  @Field(() => ID, { nullable: true, description: "Take again only what this migration rejected." })
  rejectedOf?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Forecast the changes, apply none." })
  dryRun?: boolean | null;
}

@InputType({ description: "A request for a migration." })
export class StartMigrationInput {
  @Field(() => String, { description: "The pipeline's name." })
  pipeline!: string;

  @Field(() => MigrationOptionsInput, { nullable: true, description: "What to tell the migration." })
  options?: MigrationOptionsInput | null;

  @Field(() => String, {
    nullable: true,
    description: "The same key again gives the same migration: repeat a request with it without starting another.",
  })
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      "Where another migration of the pipeline is active: wait for its end, behind those that wait already, instead of a user error.",
  })
  queue?: boolean | null;
}

/** The options that were given; null says nothing, like leaving out. `rejectedOf` is the id that was read already. */
export function givenOptions(
  input: MigrationOptionsInput | null | undefined,
  rejectedOf: number | null,
): MigrationOptions {
  const given = Object.entries(Object.assign({}, input, { rejectedOf })).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const { from, to } = input?.idRange ?? {};
  return Object.fromEntries(given.map(([name, value]) => [name, name === "idRange" ? { from, to } : value]));
}
