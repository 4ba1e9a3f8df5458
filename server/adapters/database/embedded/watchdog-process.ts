/** The watchdog's own process: waits for the end of its input, then ends the lease that it was told of. */
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./cluster.js";
import { releaseForDead } from "./lease.js";
import { findPostmaster } from "./pid-file.js";

const [cluster, leaseName] = [JSON.parse(process.argv[2]!) as Cluster, process.argv[3]!];

// A postmaster launched just before the death has not written its pid file yet, and one that recovers takes no sessions.
const launchMs = 1000;
const giveUpMs = 10 * 60_000;

const dismissed = (await text(process.stdin)) !== "";
const diedAt = Date.now();
while (!dismissed && Date.now() - diedAt < giveUpMs) {
  const postmaster = await findPostmaster(cluster);
  if (postmaster?.ready) {
    await releaseForDead(cluster, leaseName);
    break;
  }
  if (postmaster === undefined && Date.now() - diedAt > launchMs) break;
  await pause(100);
}
