import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { link, rename, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Cluster } from "./cluster.js";

/** PostgreSQL's main process, as its pid file tells of it. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Returns the living postmaster of the cluster, if there is one. */
export async function findPostmaster(cluster: Cluster): Promise<Postmaster | undefined> {
  const text = readPidFile(cluster);
  const [pid, , startedAt, port, , , , status] = text.split("\n");
  if (port === undefined) return undefined;
  if (isPostmaster(Number(pid), Number(startedAt), cluster)) {
    return { pid: Number(pid), port: Number(port), ready: status?.trim() === "ready" };
  }
  await removeStalePidFile(cluster, text);
  return undefined;
}

function readPidFile(cluster: Cluster): string {
  try {
    return readFileSync(pidFile(cluster), "utf8");
  } catch {
    return "";
  }
}

const pidFile = (cluster: Cluster) => path.join(cluster.data, "postmaster.pid");

/** PostgreSQL trusts any living process with the pid; a restarted container or a zombie would then keep it from starting. */
function isPostmaster(pid: number, startedAtSeconds: number, cluster: Cluster): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (process.platform !== "linux") return startedAtSeconds >= Date.now() / 1000 - os.uptime() - 60;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    if (!/\(postgres\) [^ZX]/.test(stat)) return false;
    // Its working folder is the data folder; only readable with the right to look, so refusal proves nothing.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster.data);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ENOENT";
  }
}

/** Removes the file only if it still says what we judged: a new postmaster may have written its own meanwhile. */
async function removeStalePidFile(cluster: Cluster, judged: string): Promise<void> {
  const aside = `${pidFile(cluster)}.stale-${process.pid}`;
  try {
    await rename(pidFile(cluster), aside);
    if (readFileSync(aside, "utf8") !== judged) await link(aside, pidFile(cluster));
    await rm(aside, { force: true });
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}
