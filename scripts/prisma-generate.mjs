// Generates Prisma's client where the schema or Prisma's version has changed since the last time.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const prisma = path.join(root, "node_modules/prisma");
const output = "server/adapters/database/generated";
const inputs = ["prisma/schema.prisma", "prisma/prisma.config.ts"];

const wanted = stampOf([...inputs.map((file) => path.join(root, file)), path.join(prisma, "package.json")]);
if (!isGenerated()) generate();

function isGenerated() {
  const stamp = path.join(root, output, ".stamp");
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
}

/**
 * Works on a draft of the project's layout and swaps the result in, so that nobody imports a half-written client, and
 * two processes that do this at once don't meet.
 */
function generate() {
  const cache = path.join(root, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(path.join(cache, "prisma-generate-"));
  try {
    mkdirSync(path.join(draft, "prisma"));
    for (const file of inputs) cpSync(path.join(root, file), path.join(draft, file));
    runPrisma(draft);
    writeFileSync(path.join(draft, output, ".stamp"), wanted);
    if (!isGenerated()) swapIn(path.join(draft, output));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function runPrisma(draft) {
  const command = [path.join(prisma, "build/index.js"), "generate", "--config", "prisma/prisma.config.ts"];
  const { status, error } = spawnSync(process.execPath, command, {
    cwd: draft,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: "1", CHECKPOINT_DISABLE: "1" },
  });
  if (status !== 0) throw new Error("prisma generate failed; what it said is above", { cause: error });
}

function swapIn(made) {
  const target = path.join(root, output);
  const [next, previous] = [`${target}.next-${process.pid}`, `${target}.previous-${process.pid}`];
  // node_modules may be a mount of its own, where a rename would fail.
  cpSync(made, next, { recursive: true });
  try {
    if (existsSync(target)) renameSync(target, previous);
    renameSync(next, target);
  } catch (cause) {
    // Another process swapped at the same moment; its result is as good if it has our stamp.
    if (!isGenerated()) throw cause;
  } finally {
    for (const folder of [next, previous]) rmSync(folder, { recursive: true, force: true });
  }
}

function stampOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex");
}
