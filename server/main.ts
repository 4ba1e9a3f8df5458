import { fileURLToPath } from "node:url";
import { type App, createApp } from "./app.js";
import { loadConfig } from "./config.js";
import { CrosswalkError } from "./core/errors.js";
import { readEnvironment } from "./environment.js";
import { outliveLostConnections } from "./lost-connections.js";
import { onStopRequest } from "./signals.js";
import { onEndOfOther, tellOfWork, worksForAnother } from "./worker-processes.js";

/** What this process does, by its argument: serve the API, work on migrations, or, without one, both. */
const ROLES = ["server", "worker"] as const;
type Role = (typeof ROLES)[number];

outliveLostConnections();
try {
  const role = readRole(process.argv.slice(2));
  const app = await createApp(loadConfig(readEnvironment()), { isPrepared: worksForAnother() });
  const stop = (): void => void app.stop().then(() => process.exit(0), fail);
  if (worksForAnother()) {
    onEndOfOther(stop);
    await app.work();
    tellOfWork(() => app.isWorking() === true);
  } else {
    onStopRequest((reason) => {
      console.log(`${reason}: stopping`);
      stop();
    });
    await begin(app, role);
  }
} catch (error) {
  fail(error);
}

async function begin(app: App, role: Role | null): Promise<void> {
  if (role === "worker") {
    await app.work();
    console.log("Crosswalk works on migrations; it serves nothing.");
  } else {
    // At once: the workers come up while this process loads what it serves.
    const [{ url, credentials }] = await Promise.all([
      app.serve(),
      role === null ? app.workApart(fileURLToPath(import.meta.url)) : null,
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
