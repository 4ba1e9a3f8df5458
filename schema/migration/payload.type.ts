import { Field, ObjectType } from "type-graphql";
import type { UserProblem, UserProblemCode } from "../../server/core/ports.js";
import type { StoredMigration } from "../../server/core/read-ports.js";
import { enumOf } from "../enum.js";
import { Migration } from "./migration.type.js";

export const UserErrorCode = enumOf<UserProblemCode>("UserErrorCode", "What a person can put right about a request.", {
  UNKNOWN_PIPELINE: "There is no pipeline of that name.",
  OPTION_NOT_TAKEN: "The pipeline does not take this option, or not this value.",
  MIGRATION_ACTIVE: "The pipeline has a migration under way: the payload's `migration`.",
  IDEMPOTENCY_KEY_INVALID: "The idempotency key is empty, too long, or holds a NUL.",
  IDEMPOTENCY_KEY_REUSED: "The idempotency key was used for another request.",
  MIGRATION_NOT_FOUND: "There is no migration with that id.",
  MIGRATION_NOT_ACTIVE: "The migration has ended already.",
  SPONSOR_INVALID: "The sponsor's code or name is blank, or holds a control character.",
  SCHEDULE_NOT_FOUND: "There is no schedule with that id.",
  SCHEDULE_NAME_INVALID: "The schedule's name is blank, too long, or holds a control character.",
  SCHEDULE_NAME_TAKEN: "Another schedule has that name.",
  TOO_MANY_SCHEDULES: "There are as many schedules as there may be.",
  CRON_INVALID: "The cron expression can't be read, or names a day that never comes.",
  TIME_ZONE_INVALID: "There is no such time zone.",
  WEBHOOK_URL_INVALID: "The webhook is no http or https URL, is too long, or holds a user name or password.",
  WEBHOOK_ADDRESS_LOCAL: "The webhook is in the local network, which the server's settings do not allow.",
  WEBHOOK_SECRET_INVALID: "The webhook's secret is too short or too long.",
  USER_NOT_FOUND: "There is no user with that id.",
  USERNAME_INVALID: "The user name is empty, too long, or holds a colon, a control character or space around it.",
  USERNAME_TAKEN: "Another user has that name.",
  USER_FIXED: "What is to be changed of this user is said elsewhere: in the settings, or by OpenID Connect.",
  USER_IS_ONESELF: "Nobody changes their own role or disables themselves.",
  PASSWORD_INVALID: "The password is too short or too long, or is the user's name.",
  PASSWORD_WRONG: "It is not the password that the user has now.",
  SESSION_NOT_FOUND: "You have no session with that id.",
  TOKEN_NOT_FOUND: "There is no token with that id.",
  TOKEN_NAME_INVALID: "The token's name is empty, too long, or holds a colon, a control character or space around it.",
  TOKEN_LIFE_INVALID: "A token lasts for no day, or for too many.",
  RETENTION_INVALID: "Details of so many migrations can't be kept.",
});

@ObjectType({ description: "Something about a request that a person can put right." })
export class UserError implements UserProblem {
  @Field(() => UserErrorCode, { description: "A stable code." })
  code!: UserProblemCode;

  @Field(() => String, { nullable: true, description: "The input field as a path, such as `options.batchSize`." })
  field!: string | null;

  @Field(() => String, { description: "What was expected, what came, and what to do." })
  message!: string;
}

@ObjectType({ description: "What became of a request to start a migration." })
export class StartMigrationPayload {
  @Field(() => Migration, {
    nullable: true,
    description: "The migration that was started, or with `MIGRATION_ACTIVE` the one that is in the way.",
  })
  migration!: StoredMigration | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}

@ObjectType({ description: "What became of a request to cancel a migration." })
export class CancelMigrationPayload {
  @Field(() => Migration, { nullable: true, description: "The migration; null where there is none with that id." })
  migration!: StoredMigration | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
