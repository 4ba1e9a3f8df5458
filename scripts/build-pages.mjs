// Builds with Vite what the server shows in browsers, where its inputs have changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
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

const root = fileURLToPath(new URL("..", import.meta.url));

/** What is built: Vite's configuration, the files that decide the result (folders as a whole), and where it goes. */
const PAGES = [
  {
    config: "notebooks/vite.config.ts",
    inputs: ["notebooks", "server/root.ts"],
    output: "dist/pages/notebooks",
  },
];

for (const page of PAGES) {
  const wanted = stampOf([page.config, "package-lock.json", ...page.inputs]);
  if (!isBuilt(page, wanted)) build(page, wanted);
}

function isBuilt({ output }, wanted) {
  const stamp = path.join(root, output, ".stamp");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

/** Builds beside and swaps the result in, so that a server that runs never reads half a page. */
function build(page, wanted) {
  const target = path.join(root, page.output);
  mkdirSync(path.dirname(target), { recursive: true });
  const draft = mkdtempSync(`${target}.next-`);
  const previous = `${draft}.previous`;
  try {
    runVite(page.config, draft);
    writeFileSync(path.join(draft, ".stamp"), wanted);
    if (existsSync(target)) renameSync(target, previous);
    renameSync(draft, target);
  } catch (cause) {
    // Another process swapped at the same moment; its result is as good if it has our stamp.
    if (!isBuilt(page, wanted)) throw cause;
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
