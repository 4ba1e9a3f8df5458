import type {
  CreateScheduleInput,
  MigrationOptionName,
  Missed,
  Overlap,
  ShownScheduleFragment,
  WebhookOccasion,
} from "../generated/graphql.js";
import type { Problem } from "../parts/problem.js";
import { NO_OPTIONS, type OptionValues, readOptions, valuesOf } from "../start/options.js";
import { cronOf, type Timetable, timetableOf } from "./timetable.js";

/** What the form of a schedule holds. */
export interface ScheduleValues {
  readonly name: string;
  readonly pipeline: string;
  readonly options: OptionValues;
  readonly timetable: Timetable;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly hasWebhook: boolean;
  readonly webhookUrl: string;
  readonly webhookOn: WebhookOccasion;
  readonly webhookSecret: string;
}

export function scheduleValues(schedule: ShownScheduleFragment | null, pipeline: string): ScheduleValues {
  return {
    name: schedule?.name ?? "",
    pipeline: schedule?.pipeline.name ?? pipeline,
    options: schedule ? valuesOf(schedule.options) : NO_OPTIONS,
    timetable: timetableOf(schedule?.cron ?? null),
    timeZone: schedule?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    enabled: schedule?.enabled ?? true,
    overlap: schedule?.overlap ?? "SKIP",
    missed: schedule?.missed ?? "NONE",
    hasWebhook: Boolean(schedule?.webhook),
    webhookUrl: schedule?.webhook?.url ?? "",
    webhookOn: schedule?.webhook?.on ?? "FAILURE",
    webhookSecret: "",
  };
}

/** What the API is to be told, and what is wrong before it is. */
export function readSchedule(
  values: ScheduleValues,
  taken: readonly MigrationOptionName[],
): { readonly input: CreateScheduleInput; readonly problems: readonly Problem[] } {
  const { options, problems } = readOptions(values.options, taken);
  const found: Problem[] = [...problems];
  if (values.name.trim() === "") found.unshift({ field: "name", message: "Give the schedule a name" });
  if (values.hasWebhook && values.webhookUrl.trim() === "")
    found.push({ field: "webhookUrl", message: "Give the webhook’s URL" });
  const secret = values.webhookSecret.trim();
  return {
    problems: found,
    input: {
      name: values.name.trim(),
      pipeline: values.pipeline,
      options,
      cron: cronOf(values.timetable),
      timeZone: values.timeZone.trim(),
      enabled: values.enabled,
      overlap: values.overlap,
      missed: values.missed,
      webhook: values.hasWebhook
        ? { url: values.webhookUrl.trim(), on: values.webhookOn, ...(secret === "" ? {} : { secret }) }
        : null,
    },
  };
}

/** The field of the form that an input field of the API belongs to. */
export function fieldOfSchedule(path: string | null): string | null {
  return { "webhook.url": "webhookUrl", "webhook.secret": "webhookSecret", cron: "cron" }[path ?? ""] ?? path;
}
