// Builds with Vite what users start and what their browsers show, where the inputs have changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import "./prisma-generate.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is built: Vite's configuration, the files that decide the result (folders as a whole), and where it goes. */
const TARGETS = [
  {
    config: "server/vite.config.ts",
    inputs: ["server", "schema", "scripts", "prisma/sample", "tsconfig.json"],
    output: "dist/program",
  },
  {
    config: "server/http/admin/vite.config.ts",
    inputs: ["server/http/admin", "tsconfig.json"],
    output: "dist/pages/migrations",
  },
];

for (const target of TARGETS) {
  const wanted = stampOf([target.config, "package-lock.json", ...target.inputs]);
  if (!isBuilt(target, wanted)) build(target, wanted);
}

function isBuilt({ output }, wanted) {
  const stamp = path.join(root, output, ".stamp");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

/** Builds beside and swaps the result in, so that a server that runs never reads half a build. */
function build(target, wanted) {
  const output = path.join(root, target.output);
  mkdirSync(path.dirname(output), { recursive: true });
  const draft = mkdtempSync(`${output}.next-`);
  const previous = `${draft}.previous`;
  try {
    runVite(target.config, draft);
    writeFileSync(path.join(draft, ".stamp"), wanted);
    // Whoever may read the project may start it.
    chmodSync(draft, 0o755);
    if (existsSync(output)) renameSync(output, previous);
    renameSync(draft, output);
  } catch (cause) {
    // Another process swapped at the same moment; its result is as good if it has our stamp.
    if (!isBuilt(target, wanted)) throw cause;
  } finally {
    for (const folder of [draft, previous]) rmSync(folder, { recursive: true, force: true });
  }
}

function runVite(config, outDir) {
  const vite = path.join(root, "node_modules/vite/bin/vite.js");
  const options = ["build", "--config", config, "--outDir", outDir, "--emptyOutDir", "--logLevel", "warn"];
  const { status, error } = spawnSync(process.execPath, [vite, ...options], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error(`vite build of ${config} failed; what it said is above`, { cause: error });
}

function stampOf(inputs) {
  const hash = createHash("sha256");
  for (const file of inputs.flatMap(filesOf).sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(path.join(root, file)));
  return hash.digest("hex");
}

function filesOf(input) {
  if (!statSync(path.join(root, input)).isDirectory()) return [input];
  const entries = readdirSync(path.join(root, input), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
