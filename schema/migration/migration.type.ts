import { GraphQLDateTime, GraphQLSafeInt } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { Trigger as TriggerName } from "../../server/core/ports.js";
import type { StoredMigration } from "../../server/core/read-ports.js";
import type { ReportView as ReportViewName } from "../../server/core/report/declaration.js";
import type { MigrationStatus as Status } from "../../server/core/status.js";
import { connectionOf } from "../connection/connection.type.js";
import { enumOf } from "../enum.js";
import { MigrationOptions } from "./options.type.js";
import { MigrationStatus, Trigger } from "./status.type.js";

export const ReportView = enumOf<ReportViewName>("ReportView", "What a report shows of values about people.", {
  PLAIN: "There are none.",
  FULL: "All of them; for those who may see them.",
  MASKED: "Masks in their place.",
});

@ObjectType({ description: "Why a migration failed." })
export class MigrationError {
  @Field(() => String, { description: "A stable code." })
  code!: string;

  @Field(() => String, { description: "What was expected, what came, and what to do." })
  message!: string;
}

@ObjectType({ description: "A report of a migration; it is downloaded with the same credentials as this API." })
export class Report {
  @Field(() => String, { description: "What it reports." })
  kind!: string;

  @Field(() => String, { nullable: true, description: "The model it is about; null where it is about all." })
  model!: string | null;

  @Field(() => String, { description: "Its format." })
  format!: string;

  @Field(() => ReportView, { description: "What it shows of values about people." })
  view!: ReportViewName;

  @Field(() => String, { description: "The name of the file." })
  fileName!: string;

  @Field(() => String, { description: "Where to download it." })
  url!: string;

  @Field(() => GraphQLSafeInt, { nullable: true, description: "Its size in bytes, where it has been measured." })
  bytes!: number | null;

  @Field(() => String, { nullable: true, description: "Its SHA-256 in hexadecimal, where it has been measured." })
  sha256!: string | null;
}

@ObjectType({ description: "One execution of a pipeline." })
export class Migration implements Omit<StoredMigration, "id"> {
  @Field(() => ID, { description: "The migration's id." })
  id!: number;

  readonly pipeline!: string;

  @Field(() => MigrationStatus, { description: "How far it has come." })
  status!: Status;

  @Field(() => Boolean, { description: "Whether it waits for its turn, behind another migration of its pipeline." })
  waiting!: boolean;

  @Field(() => MigrationOptions, { description: "What it was told." })
  options!: MigrationOptions;

  @Field(() => Trigger, { description: "What started it." })
  trigger!: TriggerName;

  @Field(() => String, { nullable: true, description: "Who started it." })
  startedBy!: string | null;

  readonly scheduleId!: number | null;

  @Field(() => GraphQLDateTime, { description: "When it was asked for." })
  queuedAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it began." })
  startedAt!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "When it ended." })
  finishedAt!: Date | null;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description: "The most memory that the process took while it ran, in bytes; null where it was not measured.",
  })
  peakMemoryBytes!: number | null;

  @Field(() => String, {
    description: "A fingerprint of the pipeline's rules: two migrations with the same were judged alike.",
  })
  rules!: string;

  @Field(() => String, {
    description: "The version of Crosswalk that was asked for it; empty for those that are older than this field.",
  })
  codeVersion!: string;

  readonly errorCode!: string | null;
  readonly errorMessage!: string | null;
  readonly detailsDeletedAt!: Date | null;
}

export const MigrationConnection = connectionOf(Migration, "Migration", "migrations");
