import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CrosswalkError } from "../../../core/errors.js";
import { programEnvironment, runAs } from "./account.js";
import type { Cluster } from "./cluster.js";
import { findPostmaster } from "./pid-file.js";
import { choosePort } from "./port.js";

/** One attempt to start a postmaster; it may lose to another process' attempt. */
export interface Launch {
  /** What PostgreSQL said when it ended; undefined while it runs. */
  ending(): string | undefined;
  /** Ends it, where nobody can make use of it. */
  abandon(): void;
}

const largestLogBytes = 10 * 1024 * 1024;
const stopWithinMs = 120_000;

/** Starts a postmaster in a session of its own: Ctrl-C reaches node only, and it outlives us if it must. */
export async function launchPostmaster(cluster: Cluster, settings: Readonly<Record<string, string>>): Promise<Launch> {
  const port = await choosePort(cluster);
  const log = openLog(cluster);
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(path.join(cluster.bin, "postgres"), ["-D", cluster.data, "-p", String(port), ...args], {
    ...cluster.account,
    cwd: "/",
    env: programEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ["ignore", log.file, log.file],
  });
  closeSync(log.file);
  let ending: string | undefined;
  child.on("error", (error) => {
    ending = error.message;
  });
  child.on("exit", (code, signal) => {
    ending = `postgres ended with ${signal ?? code}: ${readLog(cluster, log.from)}`;
  });
  child.unref();
  return { ending: () => ending, abandon: () => void child.kill("SIGINT") };
}

/** Ends the postmaster and waits for it: sessions are cut, nothing committed is lost. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const stopping = await findPostmaster(cluster);
  if (stopping === undefined) return;
  const args = ["stop", "-D", cluster.data, "--mode=fast", "--no-wait", "--silent"];
  await runAs(cluster.account, path.join(cluster.bin, "pg_ctl"), args);
  // pg_ctl's own wait would take a successor, launched right after the end, for the one that is to end.
  const deadline = Date.now() + stopWithinMs;
  while ((await findPostmaster(cluster))?.pid === stopping.pid) {
    if (Date.now() > deadline) {
      throw new CrosswalkError(
        "EMBEDDED_POSTGRES_STUCK",
        `The embedded PostgreSQL (pid ${stopping.pid}) did not end within ${stopWithinMs / 1000} s. Its log is ${cluster.log}.`,
      );
    }
    await pause(10);
  }
}

function openLog(cluster: Cluster): { file: number; from: number } {
  const size = () => statSync(cluster.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size() > largestLogBytes) renameSync(cluster.log, `${cluster.log}.1`);
  return { from: size(), file: openSync(cluster.log, "a", 0o600) };
}

function readLog(cluster: Cluster, from: number): string {
  try {
    return readFileSync(cluster.log).subarray(from).toString().trim().slice(-2000);
  } catch (error) {
    return `its log can't be read (${(error as Error).message})`;
  }
}
