import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { CrosswalkError } from "../../../core/errors.js";
import { makeClient } from "../client.js";
import { chooseAccount } from "./account.js";
import { prepareBinaries } from "./binaries.js";
import { type Cluster, openCluster, readPassword, role } from "./cluster.js";
import { type Lease, takeLease } from "./lease.js";
import { findPostmaster } from "./pid-file.js";
import { settlePlace } from "./place.js";
import { type Launch, launchPostmaster } from "./postmaster.js";
import { defaultSettings } from "./settings.js";
import { setWatchdog } from "./watchdog.js";

/** A running PostgreSQL server of our own, shared by every process that starts it on the same folder. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** The folder really used, beside which secrets may be kept. */
  readonly directory: string;
  readonly version: string;
  /** Ends this process' use; the server stops with its last user. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly directory: string;
  readonly database: string;
  /** The account to drop to when started as root; else `postgres`, else `nobody`. */
  readonly account?: string;
  /** PostgreSQL settings on top of the default ones; a server that already runs keeps its own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder with PostgreSQL's bin, lib and share; else the one from npm. */
  readonly native?: string;
  /** Called once when the server was launched or found, and all that is left is to wait for it. */
  readonly onLaunched?: () => void;
}

// Recovery after a crash in a bulk load replays up to max_wal_size.
const startWithinMs = 180_000;

/** Starts the server in the folder, or joins it if it runs, and makes the database if it is not there. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = await chooseAccount(options.account);
  const directory = await settlePlace(options.directory, account);
  const binaries = await prepareBinaries(directory, account, options.native);
  const cluster = await openCluster(directory, binaries, account);

  const leaseName = `crosswalk lease ${randomUUID()}`;
  const watchdog = setWatchdog(cluster, leaseName);
  let lease: Lease | undefined;
  try {
    const settings = { ...defaultSettings, ...options.settings };
    lease = await joinOrLaunch(cluster, leaseName, settings, options.onLaunched);
    const url = await makeDatabase(cluster, lease.port, options.database);
    const stop = once(async () => {
      await lease?.release();
      watchdog.dismiss();
    });
    return { url, directory, version: binaries.version, stop };
  } catch (cause) {
    await lease?.release();
    watchdog.dismiss();
    throw cause;
  }
}

/** Every process does the same until it holds a lease; PostgreSQL's own interlock lets one of several launches win. */
async function joinOrLaunch(
  cluster: Cluster,
  leaseName: string,
  settings: Record<string, string>,
  onLaunched: () => void = () => {},
): Promise<Lease> {
  const deadline = Date.now() + startWithinMs;
  let launch: Launch | undefined;
  const tellOnce = once(async () => onLaunched());
  const revive = async (): Promise<void> => {
    if (launch !== undefined && launch.ending() === undefined) return;
    launch = (await findPostmaster(cluster)) ? undefined : await launchPostmaster(cluster, settings);
  };
  while (Date.now() < deadline) {
    const lease = await takeLease(cluster, leaseName, revive).catch((cause) => {
      launch?.abandon();
      throw cause;
    });
    if (lease !== undefined) {
      await tellOnce();
      return lease;
    }

    const ending = launch?.ending();
    if (ending !== undefined && !passing.test(ending)) throw startFailure(cluster, ending);
    await revive();
    await tellOnce();
    await pause(ending === undefined ? 15 : 200);
  }
  launch?.abandon();
  throw startFailure(cluster, `it was not ready within ${startWithinMs / 1000} s`);
}

/**
 * Another process launched first, a killed server's backends still live, someone took the port, or whoever looks after a
 * process that was killed ended the server before it had a user: try again.
 */
const passing =
  /lock file .* already exists|pre-existing shared memory|could not create any TCP\/IP sockets|received fast shutdown request/;

function startFailure(cluster: Cluster, what: string): CrosswalkError {
  return new CrosswalkError(
    "EMBEDDED_POSTGRES_UNAVAILABLE",
    `The embedded PostgreSQL did not start: ${what}. Its log is ${cluster.log}. Mend what it names, or set DATABASE_URL.`,
  );
}

async function makeDatabase(cluster: Cluster, port: number, name: string): Promise<string> {
  const password = await readPassword(cluster);
  const urlOf = (database: string) =>
    `postgresql://${role}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
  const client = makeClient({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } catch (cause) {
    // Another process that started at the same time made it first: either code, depending on how close they were.
    if (!["42P04", "23505"].includes((cause as { code?: string }).code ?? "")) throw cause;
  } finally {
    await client.end();
  }
  return urlOf(name);
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => {
    result ??= action();
    return result;
  };
}
