import { existsSync } from "node:fs";
import path from "node:path";
import { PROJECT_ROOT } from "./root.js";

/** The environment with what .env adds to it; what is set already wins. */
export function readEnvironment(): NodeJS.ProcessEnv {
  const file = path.join(PROJECT_ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}
