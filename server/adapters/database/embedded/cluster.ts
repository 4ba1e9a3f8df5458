import { randomBytes } from "node:crypto";
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { CrosswalkError } from "../../../core/errors.js";
import { type Account, runAs } from "./account.js";
import type { Binaries } from "./binaries.js";
import { makeOnce } from "./make-once.js";

/** A data folder, the programs that serve it and the account they run under. Plain data: the watchdog gets it as JSON. */
export interface Cluster {
  readonly data: string;
  readonly passwordFile: string;
  readonly log: string;
  readonly bin: string;
  readonly account: Account | undefined;
}

/** The role that owns everything in an embedded server; named unlike any schema of ours, as a role's own comes first. */
export const role = "postgres";

/** Returns the cluster in the folder, made now if there is none; one a PostgreSQL major, as they can't read each other's. */
export async function openCluster(
  directory: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<Cluster> {
  const folder = path.join(directory, `pg${Number.parseInt(binaries.version, 10)}`);
  await makeOnce(folder, (draft) => initialise(draft, binaries, account));
  const data = path.join(folder, "data");
  return {
    data,
    passwordFile: path.join(folder, "password"),
    log: path.join(folder, "postgres.log"),
    bin: binaries.bin,
    account: account && (await ownerOf(data)),
  };
}

/** Reads the password of the cluster's role. */
export async function readPassword(cluster: Cluster): Promise<string> {
  try {
    return (await readFile(cluster.passwordFile, "utf8")).trim();
  } catch (cause) {
    throw new CrosswalkError(
      "EMBEDDED_POSTGRES_LOCKED_OUT",
      `The embedded PostgreSQL's password can't be read from ${cluster.passwordFile}. ` +
        "Run as the user who made that folder, or choose another with DATA_DIR.",
      { cause },
    );
  }
}

async function initialise(draft: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const data = path.join(draft, "data");
  const password = randomBytes(24).toString("base64url");
  await writeFile(path.join(draft, "password"), `${password}\n`, { mode: 0o600 });
  await mkdir(data, { mode: 0o700 });
  await chmod(data, 0o700);
  if (account !== undefined) await chown(data, account.uid, account.gid);
  const copy = await lendPassword(draft, password, account);
  try {
    await runAs(account, path.join(binaries.bin, "initdb"), [
      `--pgdata=${data}`,
      `--username=${role}`,
      `--pwfile=${copy}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The same sort order on every machine, whatever its locales.
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ]);
  } catch (cause) {
    throw new CrosswalkError(
      "EMBEDDED_POSTGRES_UNAVAILABLE",
      `PostgreSQL could not make a data folder in ${draft} as uid ${account?.uid ?? process.getuid?.()}: ` +
        `${(cause as { stderr?: string }).stderr?.trim() || (cause as Error).message}. Mend that (it needs a user the system knows by name), or set DATABASE_URL.`,
      { cause },
    );
  } finally {
    await rm(copy, { force: true });
  }
}

/** initdb reads the password as the account; the file that stays is ours alone. */
async function lendPassword(draft: string, password: string, account: Account | undefined): Promise<string> {
  const copy = path.join(draft, "password.initdb");
  await writeFile(copy, password, { mode: 0o600 });
  if (account !== undefined) await chown(copy, account.uid, account.gid);
  return copy;
}

/** A cluster stays with the account that made it, even when a better one has appeared since. */
async function ownerOf(data: string): Promise<Account> {
  const { uid, gid } = await stat(data);
  return { uid, gid };
}
