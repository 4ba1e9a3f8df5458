import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PROJECT_ROOT } from "../root.js";

const SERVER = fileURLToPath(new URL("..", import.meta.url));

/** Of the built program alone: the version of the source that it was built from. */
declare const BUILT_CODE_VERSION: string | undefined;

let known: string | null = typeof BUILT_CODE_VERSION === "undefined" ? null : BUILT_CODE_VERSION;

/** The package's version with a fingerprint of the server's code: what a trend may change with, beside the rules. */
export function codeVersion(): string {
  known ??= `${packageVersion()}+${fingerprintOfCode()}`;
  return known;
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(PROJECT_ROOT, "package.json"), "utf8")) as { version: string };
  return version;
}

function fingerprintOfCode(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(SERVER, { recursive: true, encoding: "utf8" }).sort())
    if (/\.[jt]s$/.test(file) && !file.includes("generated"))
      hash.update(`${file}\n`).update(readFileSync(path.join(SERVER, file)));
  return hash.digest("hex").slice(0, 7);
}
