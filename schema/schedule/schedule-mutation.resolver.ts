import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import type { MigrationOptions } from "../../server/core/options.js";
import type { UserProblem } from "../../server/core/ports.js";
import type { GivenSchedule, GivenWebhook, ScheduleOutcome } from "../../server/core/schedule/schedule.js";
import type { ApiContext } from "../context.js";
import { migrationNumber } from "../finding/details.js";
import { givenOptions, type MigrationOptionsInput } from "../migration/migration.input.js";
import { CreateScheduleInput, UpdateScheduleInput, type WebhookInput } from "./schedule.input.js";
import { CreateSchedulePayload, DeleteSchedulePayload, UpdateSchedulePayload } from "./schedule.type.js";

@Resolver()
export class ScheduleMutationResolver {
  @Mutation(() => CreateSchedulePayload, { description: "Makes a schedule, or says why not." })
  async createSchedule(
    @Arg("input", () => CreateScheduleInput, { description: "The schedule." }) input: CreateScheduleInput,
    @Ctx() { schedules, user }: ApiContext,
  ): Promise<CreateSchedulePayload> {
    const { name, pipeline, cron, timeZone, enabled, overlap, missed, webhook } = input;
    const options = readOptions(input.options);
    if ("code" in options) return refused(options);
    const given: GivenSchedule = {
      ...{ name, pipeline, options, cron },
      timeZone: timeZone ?? "UTC",
      enabled: enabled ?? true,
      overlap: overlap ?? "SKIP",
      missed: missed ?? "NONE",
      webhook: webhook ? readWebhook(webhook) : null,
    };
    return payload(await schedules.create(given, user.name));
  }

  @Mutation(() => UpdateSchedulePayload, {
    description: "Changes a schedule, or says why not. A run that is under way goes on.",
  })
  async updateSchedule(
    @Arg("input", () => UpdateScheduleInput, { description: "What to change." }) input: UpdateScheduleInput,
    @Ctx() { schedules, user }: ApiContext,
  ): Promise<UpdateSchedulePayload> {
    const { id, options: _options, webhook, ...plain } = input;
    const number = migrationNumber(id);
    if (number === null) return refused(noSchedule(id));
    const options = input.options ? readOptions(input.options) : undefined;
    if (options && "code" in options) return refused(options);
    const changes = {
      ...Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null && value !== undefined)),
      ...(options ? { options } : {}),
      ...(webhook === undefined ? {} : { webhook: webhook && readWebhook(webhook) }),
    };
    return payload(await schedules.update(number, changes, user.name));
  }

  @Mutation(() => DeleteSchedulePayload, {
    description: "Deletes a schedule with its history. Its migrations stay; one that is under way goes on.",
  })
  async deleteSchedule(
    @Arg("id", () => ID, { description: "The schedule's id." }) id: string,
    @Ctx() { schedules, user }: ApiContext,
  ): Promise<DeleteSchedulePayload> {
    const number = migrationNumber(id);
    return number === null ? refused(noSchedule(id)) : payload(await schedules.remove(number, user.name));
  }
}

function payload({ schedule, webhookSecret, problems }: ScheduleOutcome): CreateSchedulePayload {
  return { schedule, webhookSecret, userErrors: problems };
}

function refused(problem: UserProblem): CreateSchedulePayload {
  return { schedule: null, webhookSecret: null, userErrors: [problem] };
}

function readOptions(input: MigrationOptionsInput | null | undefined): MigrationOptions | UserProblem {
  const { rejectedOf = null } = input ?? {};
  const rejecting = rejectedOf === null ? null : migrationNumber(rejectedOf);
  if (rejectedOf === null || rejecting !== null) return givenOptions(input, rejecting);
  const message = `There is no migration with the id ${rejectedOf}.`;
  return { code: "MIGRATION_NOT_FOUND", field: "options.rejectedOf", message };
}

function readWebhook({ url, on, secret }: WebhookInput): GivenWebhook {
  return { url, on, secret: secret ?? null };
}

function noSchedule(id: string): UserProblem {
  return { code: "SCHEDULE_NOT_FOUND", field: "id", message: `There is no schedule with the id ${id}.` };
}
