import { Field, ID, InputType } from "type-graphql";
import type { GivenSchedule, WebhookOccasion as Occasion } from "../../server/core/schedule/schedule.js";
import { MigrationOptionsInput } from "../migration/migration.input.js";
import { Missed, Overlap, WebhookOccasion } from "./schedule-enums.type.js";

const NAME = "Its name: 1 to 100 characters, as no other schedule has it.";
const CRON =
  "When it is due: five fields (minute, hour, day of the month, month, day of the week), or six with seconds in front, " +
  "such as `0 2 * * *` for every day at 02:00. A day has to fit both its fields. Each time on the clock is due once: " +
  "the first time where the clock is set back, the moment after where it is set forward over it.";
const TIME_ZONE = "The time zone whose clock the expression goes by, such as `Europe/London` or `UTC`.";
const WEBHOOK = "Whom to tell of the end of its migrations.";

@InputType({ description: "Whom to tell of the end of a schedule's migrations." })
export class WebhookInput {
  @Field(() => String, {
    description:
      "An http or https URL without user name and password, not in the local network unless a setting allows it.",
  })
  url!: string;

  @Field(() => WebhookOccasion, { description: "After which ends." })
  on!: Occasion;

  @Field(() => String, {
    nullable: true,
    description:
      "What the news is signed with: 16 to 200 characters. By default the one there is, or a new one: see `webhookSecret`.",
  })
  secret?: string | null;
}

@InputType({ description: "A schedule to make." })
export class CreateScheduleInput {
  @Field(() => String, { description: NAME })
  name!: string;

  @Field(() => String, { description: "The pipeline's name." })
  pipeline!: string;

  @Field(() => MigrationOptionsInput, { nullable: true, description: "What to tell its migrations." })
  options?: MigrationOptionsInput | null;

  @Field(() => String, { description: CRON })
  cron!: string;

  @Field(() => String, { nullable: true, defaultValue: "UTC", description: TIME_ZONE })
  timeZone?: string | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: "Whether it starts migrations." })
  enabled?: boolean | null;

  @Field(() => Overlap, {
    nullable: true,
    defaultValue: "SKIP",
    description: "What to do where another migration of its pipeline is active.",
  })
  overlap?: GivenSchedule["overlap"] | null;

  @Field(() => Missed, {
    nullable: true,
    defaultValue: "NONE",
    description: "What to do about due times that passed while no server ran.",
  })
  missed?: GivenSchedule["missed"] | null;

  @Field(() => WebhookInput, { nullable: true, description: WEBHOOK })
  webhook?: WebhookInput | null;
}

@InputType({
  description: "What to change of a schedule: what is left out, or null where nothing else is said, stays as it is.",
})
export class UpdateScheduleInput {
  @Field(() => ID, { description: "The schedule's id." })
  id!: string;

  @Field(() => String, { nullable: true, description: NAME })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The pipeline's name." })
  pipeline?: string | null;

  @Field(() => MigrationOptionsInput, { nullable: true, description: "What to tell its migrations: all of it." })
  options?: MigrationOptionsInput | null;

  @Field(() => String, { nullable: true, description: CRON })
  cron?: string | null;

  @Field(() => String, { nullable: true, description: TIME_ZONE })
  timeZone?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Whether it starts migrations. The time that it was disabled counts as none that it missed.",
  })
  enabled?: boolean | null;

  @Field(() => Overlap, {
    nullable: true,
    description: "What to do where another migration of its pipeline is active.",
  })
  overlap?: GivenSchedule["overlap"] | null;

  @Field(() => Missed, {
    nullable: true,
    description: "What to do about due times that passed while no server ran.",
  })
  missed?: GivenSchedule["missed"] | null;

  @Field(() => WebhookInput, { nullable: true, description: `${WEBHOOK} Null takes it away.` })
  webhook?: WebhookInput | null;
}
