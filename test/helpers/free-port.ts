import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** A port that is free, for what has to be told of an address before anything is served there. */
export async function freePort(): Promise<number> {
  const holder = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => holder.once("listening", resolve));
  const { port } = holder.address() as AddressInfo;
  await new Promise((resolve) => holder.close(resolve));
  return port;
}
