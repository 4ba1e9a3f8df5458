import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Cleanup } from "../place/cleanup.js";
import type { Told } from "./subscriber-process.js";
import type { Delivered, Following } from "./subscribers.js";

/** Subscribers in a process of their own: whoever asks questions meanwhile does not wait for what they do. */
export interface SubscribersApart {
  follow(following: Following): Promise<Delivered>;
  stop(): Promise<void>;
}

export function startSubscribers(cleanup: Cleanup): SubscribersApart {
  const program = fileURLToPath(new URL("subscriber-process.ts", import.meta.url));
  const child = fork(program, { execArgv: ["--import", "tsx"] });
  const ended = once(child, "exit");
  const gone = ended.then(([code, signal]) => {
    throw new Error(`The process of the subscribers ended with ${signal ?? code}.`);
  });
  // told to whoever follows; when it is stopped, nobody does
  gone.catch(() => {});
  const stop = cleanup.defer(async () => {
    child.kill("SIGTERM");
    await ended;
  });
  return {
    async follow({ url, credentials, migrationId, subscribers }) {
      child.send({ url, credentials, migrationId, subscribers } satisfies Following);
      const [told] = (await Promise.race([once(child, "message"), gone])) as [Told];
      if ("failed" in told) throw new Error(`A subscriber failed: ${told.failed}`);
      return told.delivered;
    },
    stop,
  };
}
