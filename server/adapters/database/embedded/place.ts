import { createHash } from "node:crypto";
import { access, chmod, constants, lstat, mkdir } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { CrosswalkError } from "../../../core/errors.js";
import { type Account, canEnter } from "./account.js";

/** Returns the folder to keep the server in: the wanted one, or a system place when the account can't enter that. */
export async function settlePlace(wanted: string, account: Account | undefined): Promise<string> {
  const directory = path.resolve(wanted);
  await makeDirectory(directory, account);
  if (account === undefined || (await canEnter(account, directory))) return directory;

  const name = `crosswalk-${createHash("sha256").update(directory).digest("hex").slice(0, 12)}`;
  for (const base of ["/var/lib", os.tmpdir()]) {
    const place = path.join(base, name);
    if (await claim(place, account)) return place;
  }
  throw new CrosswalkError(
    "EMBEDDED_POSTGRES_UNAVAILABLE",
    `The account that PostgreSQL runs under (uid ${account.uid}) can enter neither ${directory} nor a folder of ours ` +
      `in /var/lib or ${os.tmpdir()}. Let it enter (chmod o+x on the parent folders), or set DATABASE_URL.`,
  );
}

async function makeDirectory(directory: string, account: Account | undefined): Promise<void> {
  try {
    const first = await mkdir(directory, { recursive: true });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    if (first === undefined || account === undefined) return;
    // A umask of 077 would keep the account out of the folders just made. Those that were there keep their modes.
    for (let made = directory; made.length >= first.length; made = path.dirname(made)) await chmod(made, 0o711);
  } catch (cause) {
    throw new CrosswalkError(
      "EMBEDDED_POSTGRES_UNAVAILABLE",
      `The folder for the embedded PostgreSQL can't be made or written to: ${directory}. Make it ours, choose another with DATA_DIR, or set DATABASE_URL.`,
      { cause },
    );
  }
}

/** Takes a folder in a place that others may write to, unless it is someone else's. */
async function claim(place: string, account: Account): Promise<boolean> {
  try {
    await mkdir(place, { recursive: true });
    const found = await lstat(place);
    if (!found.isDirectory() || found.uid !== process.getuid?.()) return false;
    await chmod(place, 0o711);
    return await canEnter(account, place);
  } catch {
    return false;
  }
}
