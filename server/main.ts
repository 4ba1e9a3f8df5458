import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type App, createApp } from "./app.js";
import { type Config, loadConfig } from "./config.js";
import { CrosswalkError } from "./core/errors.js";
import { readEnvironment } from "./environment.js";
import { outliveLostConnections } from "./lost-connections.js";
import { onStopRequest } from "./signals.js";
import { databaseOfOther, forkWorkers, onEndOfOther, tellOfWork, worksForAnother } from "./worker-processes.js";

/** What this process does, by its argument: serve the API, work on migrations, or, without one, both. */
const ROLES = ["server", "worker"] as const;
type Role = (typeof ROLES)[number];

const PROGRAM = fileURLToPath(import.meta.url);

outliveLostConnections();
try {
  const role = readRole(process.argv.slice(2));
  const config = loadConfig(readEnvironment());
  await (worksForAnother() ? workForAnother(config) : run(config, role));
} catch (error) {
  fail(error);
}

async function run(config: Config, role: Role | null): Promise<void> {
  // At once: they load what they need while this process opens the database.
  const workers = role === null ? forkWorkers(PROGRAM, config.workerConcurrency) : [];
  const app = await createApp(config, { willServe: role !== "worker" });
  let isStopping = false;
  onStopRequest((reason) => {
    isStopping = true;
    console.log(`${reason}: stopping`);
    stop(app);
  });
  await begin(app, role, workers).catch((error: unknown) => {
    // What has not begun by then finds its database gone, and need not.
    if (!isStopping) throw error;
  });
}

async function workForAnother(config: Config): Promise<void> {
  let app: App | null = null;
  onEndOfOther(() => (app ? stop(app) : process.exit(0)));
  app = await createApp({ ...config, databaseUrl: await databaseOfOther() }, { isPrepared: true });
  await app.work();
  tellOfWork(() => app?.isWorking() === true);
}

function stop(app: App): void {
  app.stop().then(() => process.exit(0), fail);
}

async function begin(app: App, role: Role | null, workers: readonly ChildProcess[]): Promise<void> {
  if (role === "worker") {
    await app.work();
    console.log("Crosswalk works on migrations; it serves nothing.");
  } else {
    const [{ url, credentials }] = await Promise.all([
      app.serve(),
      role === null ? app.workApart(PROGRAM, workers) : null,
    ]);
    console.log(`Crosswalk serves ${url}/graphql${role === "server" ? ", and works on no migrations" : ""}`);
    console.log(`Sign in as ${credentials.username}; the password is ${whereIs(credentials.file)}.`);
    console.log(`Open ${url}/migrations in a browser.`);
  }
}

function readRole(args: readonly string[]): Role | null {
  const [name, ...others] = args;
  if (name === undefined) return null;
  const role = ROLES.find((each) => each === name);
  if (role && others.length === 0) return role;
  throw new CrosswalkError(
    "ROLE_UNKNOWN",
    `This process takes ${ROLES.join(" or ")} as its argument, or none for both; ${JSON.stringify(args.join(" "))} came.`,
  );
}

function whereIs(file: string | null): string {
  return file === null ? "MIGRATION_PASSWORD" : `in ${file}`;
}

function fail(error: unknown): never {
  console.error(error instanceof CrosswalkError ? `${error.code}: ${error.message}` : error);
  process.exit(1);
}
