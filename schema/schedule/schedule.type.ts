import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type { UserProblem } from "../../server/core/ports.js";
import type {
  Missed as MissedName,
  Webhook as NamedWebhook,
  WebhookOccasion as Occasion,
  Overlap as OverlapName,
  Schedule as Stored,
} from "../../server/core/schedule/schedule.js";
import { MigrationOptions } from "../migration/options.type.js";
import { UserError } from "../migration/payload.type.js";
import { Missed, Overlap, WebhookOccasion } from "./schedule-enums.type.js";

@ObjectType({ description: "Whom to tell of the end of a schedule's migrations. Its secret is never shown." })
export class Webhook implements NamedWebhook {
  readonly url!: string;

  @Field(() => WebhookOccasion, { description: "After which ends." })
  on!: Occasion;
}

@ObjectType({ description: "When a pipeline is to be migrated by itself." })
export class Schedule implements Omit<Stored, "id"> {
  @Field(() => ID, { description: "The schedule's id." })
  id!: number;

  @Field(() => String, { description: "Its name; no two have the same." })
  name!: string;

  readonly pipeline!: string;

  @Field(() => MigrationOptions, { description: "What its migrations are told." })
  options!: MigrationOptions;

  @Field(() => String, { description: "When it is due, as a cron expression." })
  cron!: string;

  @Field(() => String, { description: "The time zone whose clock the expression goes by." })
  timeZone!: string;

  @Field(() => Boolean, { description: "Whether it starts migrations." })
  enabled!: boolean;

  @Field(() => Overlap, { description: "What it does where another migration of its pipeline is active." })
  overlap!: OverlapName;

  @Field(() => Missed, { description: "What it does about due times that passed while no server ran." })
  missed!: MissedName;

  @Field(() => Webhook, { nullable: true, description: "Whom to tell of the end of its migrations; null for nobody." })
  webhook!: Webhook | null;

  @Field(() => String, { nullable: true, description: "Who made it." })
  createdBy!: string | null;

  @Field(() => GraphQLDateTime, { description: "When it was made." })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: "When it was changed last." })
  updatedAt!: Date;

  readonly decidedUntil!: Date;
}

@ObjectType({ description: "What became of a request to make a schedule." })
export class CreateSchedulePayload {
  @Field(() => Schedule, { nullable: true, description: "The schedule; null where something stood in the way." })
  schedule!: Stored | null;

  @Field(() => String, {
    nullable: true,
    description: "The secret that was made for the webhook. It is told this once; null where none was made.",
  })
  webhookSecret!: string | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}

@ObjectType({ description: "What became of a request to change a schedule." })
export class UpdateSchedulePayload {
  @Field(() => Schedule, {
    nullable: true,
    description: "The schedule as it is now; null where something stood in the way.",
  })
  schedule!: Stored | null;

  @Field(() => String, {
    nullable: true,
    description: "The secret that was made for the webhook. It is told this once; null where none was made.",
  })
  webhookSecret!: string | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}

@ObjectType({ description: "What became of a request to delete a schedule." })
export class DeleteSchedulePayload {
  @Field(() => Schedule, {
    nullable: true,
    description: "The schedule as it was; its history went with it, and its migrations stay.",
  })
  schedule!: Stored | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
