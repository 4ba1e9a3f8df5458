import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import type { Socket } from "node:net";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PROJECT_ROOT } from "../../../root.js";
import { programEnvironment } from "./account.js";
import type { Cluster } from "./cluster.js";

/** A process that ends our lease when we die in whatever way, SIGKILL included. */
export interface Watchdog {
  dismiss(): void;
}

// Its input closes when we die. Until then a shell waits, at a megabyte, where node would take forty.
const waitThenRun = 'read -r dismissed || exec "$@"';

/** Sets a watchdog on this process; to be called before there is anything to clean up. */
export function setWatchdog(cluster: Cluster, leaseName: string): Watchdog {
  const command = [process.execPath, ...watchdogProgram(), JSON.stringify(cluster), leaseName];
  const waiting = process.platform === "win32" ? command : ["/bin/sh", "-c", waitThenRun, "watchdog", ...command];
  const child = spawn(waiting[0]!, waiting.slice(1), {
    cwd: "/",
    env: programEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const input = child.stdin as Socket;
  child.on("error", () => {});
  input.on("error", () => {});
  child.unref();
  input.unref();
  return { dismiss: () => void input.end("dismissed\n") };
}

/** From the source, where we run from the source ourselves; else as it was built beside us. */
function watchdogProgram(): readonly string[] {
  if (!import.meta.url.endsWith(".ts")) return [path.join(PROJECT_ROOT, "dist/program/server/watchdog.js")];
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return ["--import", tsx, fileURLToPath(new URL("./watchdog-process.ts", import.meta.url))];
}
