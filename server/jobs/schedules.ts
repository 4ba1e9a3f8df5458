import { COMMAND_LINE } from "../core/access/audit.js";
import type { UserProblem, UserProblemCode } from "../core/ports.js";
import { checkSchedule, type ScheduleRules } from "../core/schedule/check.js";
import { nextDues, type Timetable } from "../core/schedule/due-times.js";
import type { GivenSchedule, Schedule, ScheduleOutcome, Schedules } from "../core/schedule/schedule.js";
import type { ScheduleStore } from "../core/schedule/schedule-store.js";
import { offsetsOf } from "../core/schedule/wall-clock.js";

export interface SchedulesDependencies extends ScheduleRules {
  readonly store: ScheduleStore;
  readonly now: () => Date;
  /** a new secret, as nobody can guess it */
  readonly makeSecret: () => string;
}

/** Each is looked at every minute, and the API lists them all at once. */
export const MOST_SCHEDULES = 100;

/** Takes what people say of schedules. */
export function createSchedules({ store, now, makeSecret, ...rules }: SchedulesDependencies): Schedules {
  const outcome = async (id: number, webhookSecret: string | null): Promise<ScheduleOutcome> => {
    const schedule = await store.find(id);
    return schedule ? { schedule, webhookSecret, problems: [] } : notFound(id);
  };

  return {
    async create(given, createdBy) {
      const problems = checkSchedule(given, rules);
      if (problems.length > 0) return refused(problems);
      if ((await store.count()) >= MOST_SCHEDULES) return refused([tooMany()]);
      const made = given.webhook && given.webhook.secret === null ? makeSecret() : null;
      const webhook = given.webhook && { ...given.webhook, secret: given.webhook.secret ?? (made as string) };
      const id = await store.create({ ...tidy(given), webhook }, createdBy, now());
      return id === null ? refused([nameTaken(given.name)]) : outcome(id, made);
    },

    async update(id, changes, by = COMMAND_LINE) {
      const stored = await store.find(id);
      if (!stored) return notFound(id);
      const problems = checkSchedule(toCheck(stored, changes), rules);
      if (problems.length > 0) return refused(problems);
      const { webhook } = changes;
      const made = webhook && !stored.webhook && webhook.secret === null ? makeSecret() : null;
      const kept = webhook && { ...webhook, secret: webhook.secret ?? made };
      const became = await store.update(
        id,
        { ...tidy(changes), ...(kept === undefined ? {} : { webhook: kept }) },
        now(),
        by,
      );
      if (became === "NAME_TAKEN") return refused([nameTaken(changes.name ?? stored.name)]);
      return became === "NOT_FOUND" ? notFound(id) : outcome(id, made);
    },

    async remove(id, by = COMMAND_LINE) {
      const schedule = await store.remove(id, by);
      return schedule ? { schedule, webhookSecret: null, problems: [] } : notFound(id);
    },

    nextRuns({ cron, timeZone, enabled }, count) {
      const timetable = enabled ? readTimetable({ cron, timeZone }, rules) : null;
      return timetable ? nextDues(timetable, now(), count) : [];
    },
  };
}

/** When a schedule is due; null where its expression or its zone can't be read, as after a downgrade. */
export function readTimetable(
  { cron, timeZone }: Pick<Schedule, "cron" | "timeZone">,
  { readCron }: Pick<ScheduleRules, "readCron">,
): Timetable | null {
  const { fields } = readCron(cron);
  try {
    return fields && { fields, offsetAt: offsetsOf(timeZone) };
  } catch {
    return null;
  }
}

function tidy<Given extends Partial<GivenSchedule>>(given: Given): Given {
  return given.name === undefined ? given : { ...given, name: given.name.trim() };
}

/** What is given, and what it has to fit: one that is to run again has to be right as a whole. */
function toCheck(stored: Schedule, changes: Partial<GivenSchedule>): Partial<GivenSchedule> {
  const { name, pipeline, options, cron, timeZone } = stored;
  if (changes.enabled === true && !stored.enabled) return { name, pipeline, options, cron, timeZone, ...changes };
  return changes.options === undefined && changes.pipeline === undefined ? changes : { pipeline, options, ...changes };
}

function refused(problems: readonly UserProblem[]): ScheduleOutcome {
  return { schedule: null, webhookSecret: null, problems };
}

function notFound(id: number): ScheduleOutcome {
  return refused([problem("SCHEDULE_NOT_FOUND", "id", `There is no schedule with the id ${id}.`)]);
}

function nameTaken(name: string): UserProblem {
  const message = `Another schedule is called ${JSON.stringify(name.trim())}; each has a name of its own.`;
  return problem("SCHEDULE_NAME_TAKEN", "name", message);
}

function tooMany(): UserProblem {
  const message = `There are ${MOST_SCHEDULES} schedules, which is as many as there may be. Delete one first.`;
  return problem("TOO_MANY_SCHEDULES", "name", message);
}

function problem(code: UserProblemCode, field: string, message: string): UserProblem {
  return { code, field, message };
}
