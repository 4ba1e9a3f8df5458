import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Config, Credentials } from "../config.js";

/** Who may sign in, and where a made password is kept. */
export interface KeptCredentials extends Credentials {
  /** the file that the password is in; null where the settings say it */
  readonly file: string | null;
}

/** Name of the first admin where the settings say none. */
const USERNAME = "admin";

/** The credentials of the settings; without them those that the first start made, readable by its account only. */
export async function loadCredentials(config: Config, directory: string): Promise<KeptCredentials> {
  if (config.credentials) return { ...config.credentials, file: null };
  const file = path.join(directory, "admin-password");
  const password = (await readPassword(file)) ?? (await makePassword(file));
  return { username: USERNAME, password, file };
}

async function readPassword(file: string): Promise<string | null> {
  try {
    return (await readFile(file, "utf8")).trim() || null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Written elsewhere and linked: a process that starts at the same time never reads half a password. */
async function makePassword(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true });
  const written = `${file}.${process.pid}`;
  await writeFile(written, `${randomBytes(18).toString("base64url")}\n`, { mode: 0o600 });
  try {
    await link(written, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(written);
  }
  return (await readPassword(file)) as string;
}
