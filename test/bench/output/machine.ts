import { execFileSync } from "node:child_process";
import os from "node:os";
import { PROJECT_ROOT } from "../../../server/root.js";

/** The machine in words: nothing that tells whose it is. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryBytes: number;
  readonly system: string;
  readonly node: string;
  readonly postgres: string;
}

export function describeMachine(postgres: string): Machine {
  return {
    cores: os.availableParallelism(),
    processor: os.cpus()[0]?.model.trim() ?? "unknown",
    memoryBytes: os.totalmem(),
    system: `${os.platform()} ${os.arch()}`,
    node: process.versions.node,
    postgres,
  };
}

/** The commit that was measured; null where this is no checkout. */
export function currentCommit(): string | null {
  try {
    const git = (...args: string[]): string =>
      execFileSync("git", args, { cwd: PROJECT_ROOT, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    return `${git("rev-parse", "--short", "HEAD")}${git("status", "--porcelain") === "" ? "" : ", changed"}`;
  } catch {
    return null;
  }
}
