import { createApp } from "./app.js";
import { loadConfig } from "./config.js";
import { CrosswalkError } from "./core/errors.js";
import { readEnvironment } from "./environment.js";
import { outliveLostConnections } from "./lost-connections.js";
import { onStopRequest } from "./signals.js";

/** What this process does, by its argument: serve the API, work on migrations, or, without one, both. */
const ROLES = ["server", "worker"] as const;

outliveLostConnections();
try {
  const role = readRole(process.argv.slice(2));
  const app = await createApp(loadConfig(readEnvironment()));
  onStopRequest((reason) => {
    console.log(`${reason}: stopping`);
    app.stop().then(() => process.exit(0), fail);
  });
  if (role !== "server") await app.work();
  if (role === "worker") console.log("Crosswalk works on migrations; it serves nothing.");
  else {
    const { url, credentials } = await app.serve();
    console.log(`Crosswalk serves ${url}/graphql${role === "server" ? ", and works on no migrations" : ""}`);
    console.log(`Sign in as ${credentials.username}; the password is ${whereIs(credentials.file)}.`);
    console.log(`Open ${url}/migrations in a browser.`);
  }
} catch (error) {
  fail(error);
}

function readRole(args: readonly string[]): (typeof ROLES)[number] | null {
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
