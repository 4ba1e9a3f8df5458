import { readFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import type { Cluster } from "./cluster.js";

/** Chooses a port: that of last time where it is free, so that a client with an older URL finds the server again. */
export async function choosePort(cluster: Cluster): Promise<number> {
  return (await freePort(lastPort(cluster))) ?? (await freePort(0)) ?? 0;
}

function lastPort(cluster: Cluster): number {
  try {
    const options = readFileSync(path.join(cluster.data, "postmaster.opts"), "utf8");
    return Number(/"-p" "(\d+)"/.exec(options)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.on("error", () => resolve(undefined));
    server.listen(wanted, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
