import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** Of the built program alone: the fingerprints of the source that it was built from. */
declare const BUILT_RULES: Readonly<Record<string, string>> | undefined;

const SERVER = fileURLToPath(new URL("..", import.meta.url));

/** What every pipeline's outcomes depend on, beside its own folder. */
const SHARED = ["core/normalise", "core/match", "core/change", "core/upsert"];

/**
 * A fingerprint of a pipeline's rules: the text of its own files and of those that judge by them.
 * Two migrations with the same were judged alike.
 */
export function fingerprintOf(pipeline: string): string {
  const built = typeof BUILT_RULES === "undefined" ? undefined : BUILT_RULES[pipeline];
  return built ?? ofSource(pipeline);
}

function ofSource(pipeline: string): string {
  const hash = createHash("sha256");
  for (const folder of [path.join("pipelines", pipeline), ...SHARED])
    for (const file of readdirSync(path.join(SERVER, folder), { recursive: true, encoding: "utf8" }).sort())
      if (/\.[jt]s$/.test(file))
        hash.update(`${folder}/${file}\n`).update(readFileSync(path.join(SERVER, folder, file)));
  return hash.digest("hex").slice(0, 16);
}
