import { checkOptions } from "../options.js";
import type { Pipeline } from "../pipeline.js";
import type { UserProblem, UserProblemCode } from "../ports.js";
import type { CronFields } from "./cron.js";
import type { GivenSchedule, GivenWebhook } from "./schedule.js";
import { offsetsOf } from "./wall-clock.js";

/** What a cron expression says, or what is wrong with it. */
export type CronReading =
  | { readonly fields: CronFields; readonly problem: null }
  | { readonly fields: null; readonly problem: string };

export interface ScheduleRules {
  readonly pipelines: readonly Pick<Pipeline, "name" | "options">[];
  readonly readCron: (expression: string) => CronReading;
  /** whether a host is certainly in the local network: by its address, or as `localhost` */
  readonly isLocalHost: (host: string) => boolean;
  readonly webhookAllowLocal: boolean;
}

const LONGEST_NAME = 100;
const LONGEST_URL = 2_000;
const SHORTEST_SECRET = 16;
const LONGEST_SECRET = 200;

const CRON_FORMAT =
  "A cron expression has five fields (minute, hour, day of the month, month, day of the week), or six with seconds " +
  "in front, such as 0 2 * * * for every day at 02:00; a day has to fit both its fields.";

/** Everything that is wrong with what is given of a schedule; what is left out is not looked at. */
export function checkSchedule(given: Partial<GivenSchedule>, rules: ScheduleRules): readonly UserProblem[] {
  const { name, cron, timeZone, webhook } = given;
  return [
    ...(name === undefined ? [] : nameProblems(name)),
    ...pipelineProblems(given, rules),
    ...(cron === undefined ? [] : cronProblems(cron, rules)),
    ...(timeZone === undefined ? [] : timeZoneProblems(timeZone)),
    ...(webhook ? [...urlProblems(webhook, rules), ...secretProblems(webhook)] : []),
  ];
}

function nameProblems(name: string): readonly UserProblem[] {
  if (name.trim() !== "" && name.length <= LONGEST_NAME && !/\p{Cc}/u.test(name)) return [];
  const message = `A schedule's name has 1 to ${LONGEST_NAME} characters, not all blank and none of them a control character.`;
  return [problem("SCHEDULE_NAME_INVALID", "name", message)];
}

function pipelineProblems({ pipeline: name, options }: Partial<GivenSchedule>, { pipelines }: ScheduleRules) {
  if (name === undefined) return [];
  const pipeline = pipelines.find((declared) => declared.name === name);
  if (!pipeline) {
    const names = pipelines.map((declared) => declared.name).join(", ");
    return [
      problem("UNKNOWN_PIPELINE", "pipeline", `There is no pipeline ${JSON.stringify(name)}; there are ${names}.`),
    ];
  }
  return checkOptions(pipeline, options ?? {}).map(({ option, message }) =>
    problem("OPTION_NOT_TAKEN", `options.${option}`, message),
  );
}

function cronProblems(cron: string, { readCron }: ScheduleRules): readonly UserProblem[] {
  const { problem: wrong } = readCron(cron);
  return wrong === null ? [] : [problem("CRON_INVALID", "cron", `${wrong} ${CRON_FORMAT}`)];
}

function timeZoneProblems(timeZone: string): readonly UserProblem[] {
  try {
    offsetsOf(timeZone);
    return [];
  } catch {
    const message = `There is no time zone ${JSON.stringify(timeZone.slice(0, LONGEST_NAME))}. Give the name of one, such as Europe/London or UTC.`;
    return [problem("TIME_ZONE_INVALID", "timeZone", message)];
  }
}

function urlProblems({ url: text }: GivenWebhook, rules: ScheduleRules): readonly UserProblem[] {
  const field = "webhook.url";
  const wrong = (message: string) => [problem("WEBHOOK_URL_INVALID", field, message)];
  if (text.length > LONGEST_URL) return wrong(`A webhook's URL has at most ${LONGEST_URL} characters.`);
  // Not told back: it may hold a token.
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return wrong("A webhook is an http or https URL, such as https://example.org/hooks/migrations.");
  const { hostname, username, password } = new URL(text);
  if (username !== "" || password !== "")
    return wrong("A webhook's URL holds no user name or password: its receiver knows us by the signature.");
  if (rules.webhookAllowLocal || !rules.isLocalHost(hostname)) return [];
  const message =
    `${hostname} is an address of the local network, which webhooks may not reach. Give one of the internet, or set ` +
    "WEBHOOK_ALLOW_LOCAL=true on the server where all who may change schedules may reach its network.";
  return [problem("WEBHOOK_ADDRESS_LOCAL", field, message)];
}

function secretProblems({ secret }: GivenWebhook): readonly UserProblem[] {
  if (secret === null) return [];
  if (secret.length >= SHORTEST_SECRET && secret.length <= LONGEST_SECRET && !secret.includes("\0")) return [];
  const message = `A webhook's secret has ${SHORTEST_SECRET} to ${LONGEST_SECRET} characters. Leave it out to have one made.`;
  return [problem("WEBHOOK_SECRET_INVALID", "webhook.secret", message)];
}

function problem(code: UserProblemCode, field: string, message: string): UserProblem {
  return { code, field, message };
}
