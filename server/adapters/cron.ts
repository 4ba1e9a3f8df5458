import { createTask, validateDetailed } from "node-cron";
import type { CronReading } from "../core/schedule/check.js";
import { type CronFields, nextWallTime } from "../core/schedule/cron.js";

/** Longer than any expression that says something: every field lists all its values in fewer. */
const LONGEST = 500;

/** Reads a cron expression; every one that it takes comes due some day. */
export function readCron(expression: string): CronReading {
  // Ranges are written out before they are checked: one to 4,000,000,000 would take all memory.
  if (expression.length > LONGEST) return wrong(`It has more than ${LONGEST} characters.`);
  const long = /\d{3,}/.exec(expression)?.[0];
  if (long !== undefined) return wrong(`${long.slice(0, 20)} is more than any field takes.`);
  const { errors, fields } = validateDetailed(expression);
  if (!fields) return wrong(`${JSON.stringify(expression)}: ${errors.map(({ message }) => message).join("; ")}.`);
  const ascending: CronFields = {
    ...fields,
    second: fields.second.toSorted((a, b) => a - b),
    minute: fields.minute.toSorted((a, b) => a - b),
    hour: fields.hour.toSorted((a, b) => a - b),
  };
  if (nextWallTime(ascending, 0) === null) return wrong(`${JSON.stringify(expression)} is no day that ever comes.`);
  return { fields: ascending, problem: null };
}

/**
 * Calls back whenever an expression fits the clock of a zone, until it is stopped. It leaves out what falls into an hour
 * that does not exist, and takes either of an hour that exists twice: what is due is for core/schedule/due-times to say.
 */
export function startCronTask(expression: string, timeZone: string, onTick: () => void): { stop(): void } {
  const task = createTask(expression, onTick, { timezone: timeZone, logger: silent, suppressMissedWarning: true });
  try {
    void task.start();
  } catch {
    // It always falls into an hour that does not exist, and node-cron finds no other.
  }
  return { stop: () => void task.destroy() };
}

function wrong(problem: string): CronReading {
  return { fields: null, problem };
}

/** What goes wrong in a tick is told by whoever looks. */
const silent = { info() {}, warn() {}, error() {}, debug() {} };
