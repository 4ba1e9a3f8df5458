import type { WebSocket } from "ws";
import type { Principal } from "../core/access/principal.js";
import { faultOf } from "../core/fault.js";
import type { Entrance } from "../entrance.js";
import type { ErrorLog } from "./present-error.js";

/** What ends by itself, and what was not heard of, is noticed after so long. */
const LOOK_EVERY_MS = 10_000;

/** Clients take 4401 for final, and 1012 for a reason to connect again: with the role that they have now. */
const ENDED = [4401, "The session, token or password by which you came in has ended."] as const;
const CHANGED = [1012, "Your role has changed. Connect again."] as const;

export interface StandingWatch {
  /** closes a socket once who opened it may no longer have it */
  watch(socket: WebSocket, user: Principal): void;
  stop(): Promise<void>;
}

/** Looks after those with open sockets: sessions and tokens that end, on whatever server, end their sockets. */
export async function watchStanding(
  { lookAfter, onEndings }: Pick<Entrance, "lookAfter" | "onEndings">,
  log: ErrorLog,
): Promise<StandingWatch> {
  const watched = new Map<WebSocket, Principal>();
  let looking: Promise<void> | null = null;
  let isAskedAgain = false;

  async function lookOnce(): Promise<void> {
    const all = [...watched];
    if (all.length === 0) return;
    const standings = await lookAfter(all.map(([, user]) => user));
    for (const [i, [socket]] of all.entries()) {
      if (standings[i] === "ENDED") socket.close(...ENDED);
      else if (standings[i] === "CHANGED") socket.close(...CHANGED);
    }
  }

  /** One look at a time; what is told meanwhile is looked at by the next. */
  function look(): void {
    isAskedAgain = true;
    looking ??= (async () => {
      while (isAskedAgain) {
        isAskedAgain = false;
        // a database that is away for a moment ends nobody's session: the next look is soon
        await lookOnce().catch((error: unknown) =>
          log.error({ ...faultOf(error) }, "open sockets could not be looked after"),
        );
      }
      looking = null;
    })();
  }

  const listening = await onEndings(look);
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    watch(socket, user) {
      watched.set(socket, user);
      socket.once("close", () => watched.delete(socket));
    },
    async stop() {
      clearInterval(timer);
      await listening.stop();
      await looking;
    },
  };
}
