import { createApp } from "./app.js";
import { loadConfig } from "./config.js";
import { CrosswalkError } from "./core/errors.js";
import { readEnvironment } from "./environment.js";
import { onStopRequest } from "./signals.js";

try {
  const app = await createApp(loadConfig(readEnvironment()));
  onStopRequest((reason) => {
    console.log(`${reason}: stopping`);
    app.stop().then(() => process.exit(0), fail);
  });
  const { url, credentials } = await app.serve();
  console.log(`Crosswalk serves ${url}/graphql`);
  console.log(`Sign in as ${credentials.username}; the password is ${whereIs(credentials.file)}.`);
} catch (error) {
  fail(error);
}

function whereIs(file: string | null): string {
  return file === null ? "MIGRATION_PASSWORD" : `in ${file}`;
}

function fail(error: unknown): never {
  console.error(error instanceof CrosswalkError ? `${error.code}: ${error.message}` : error);
  process.exit(1);
}
