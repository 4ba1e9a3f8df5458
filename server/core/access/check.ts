import type { UserProblem } from "../ports.js";
import type { GivenToken, GivenUser } from "./accounts.js";
import { COMMAND_LINE, NOBODY } from "./audit.js";

const LONGEST_NAME = 100;
export const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 200;
export const LONGEST_TOKEN_DAYS = 366;

/** How many migrations' details may be kept: as the setting has it. */
export const RETENTION = { least: 1, most: 100_000 } as const;

export function checkUser({ username, password }: GivenUser): readonly UserProblem[] {
  const wrongName = isName(username)
    ? []
    : [problem("USERNAME_INVALID", "username", `A user name ${nameRule(username)}`)];
  return [...wrongName, ...checkPassword(password, "password", username)];
}

export function checkPassword(password: string, field: string, username: string): readonly UserProblem[] {
  const { length } = password;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD || password.includes("\0")) {
    const message = `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters; ${length} came.`;
    return [problem("PASSWORD_INVALID", field, message)];
  }
  if (password.toLowerCase() !== username.toLowerCase()) return [];
  return [problem("PASSWORD_INVALID", field, "The password is the user name; choose another.")];
}

export function checkToken({ name, days }: GivenToken): readonly UserProblem[] {
  const wrongName = isName(name) ? [] : [problem("TOKEN_NAME_INVALID", "name", `A token's name ${nameRule(name)}`)];
  if (Number.isInteger(days) && days >= 1 && days <= LONGEST_TOKEN_DAYS) return wrongName;
  const message = `A token lasts for 1 to ${LONGEST_TOKEN_DAYS} days; ${days} came.`;
  return [...wrongName, problem("TOKEN_LIFE_INVALID", "days", message)];
}

/** Without a colon, which HTTP basic can't carry; and no name looks like another with space around it. */
export function isName(name: string): boolean {
  const isReserved = [COMMAND_LINE, NOBODY].includes(name.toLowerCase());
  return name.length <= LONGEST_NAME && name.trim() === name && /^[^:\p{Cc}\p{Cf}]+$/u.test(name) && !isReserved;
}

function nameRule(name: string): string {
  return (
    `has 1 to ${LONGEST_NAME} characters, no colon, no control characters, no space around it, and is not ` +
    `${COMMAND_LINE} or ${NOBODY}; ` +
    `${JSON.stringify(name.slice(0, LONGEST_NAME))} came.`
  );
}

function problem(code: UserProblem["code"], field: string, message: string): UserProblem {
  return { code, field, message };
}
