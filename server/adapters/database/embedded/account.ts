import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { CrosswalkError } from "../../../core/errors.js";

/** The operating system account that PostgreSQL runs under, where it isn't our own. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const execute = promisify(execFile);

/** Names the account to drop to, or undefined to stay who we are: PostgreSQL refuses to run as root. */
export async function chooseAccount(wanted?: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const names = wanted === undefined ? ["postgres", "nobody"] : [wanted];
  for (const name of names) {
    const account = await lookUp(name);
    if (account !== undefined && account.uid !== 0) return account;
  }
  throw new CrosswalkError(
    "EMBEDDED_POSTGRES_UNAVAILABLE",
    `PostgreSQL does not run as root, and none of these accounts to drop to exists: ${names.join(", ")}. ` +
      "Run as an ordinary user, name an existing account, or set DATABASE_URL.",
  );
}

/** Runs a program to its end under the account, in a place every account can enter. */
export function runAs(
  account: Account | undefined,
  program: string,
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  return execute(program, args, { ...account, cwd: "/", env: programEnvironment() });
}

/** The environment PostgreSQL's programs get: messages in English, so that we can tell one failure from another. */
export function programEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C", TZ: "UTC" };
}

/** Whether the account can enter the folder; asked of the system, because mode bits don't tell about ACLs and mounts. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  return runAs(account, "/bin/sh", ["-c", 'test -x "$0"', folder]).then(
    () => true,
    () => false,
  );
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute("id", ["-u", name]), execute("id", ["-g", name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}
