import { useEffect, useRef, useState } from "preact/hooks";
import type { TypedDocumentString } from "../generated/graphql.js";
import { askToSignIn } from "../session/places.js";
import { RequestError } from "./errors.js";
import { type Subscriber, subscribe } from "./socket.js";

export type Connection = "CONNECTING" | "LIVE" | "LOST" | "OVER" | "REFUSED";

/** How long to wait before each new try; the last one goes for all after it. */
const PAUSES_MS = [250, 500, 1_000, 2_000, 5_000];

export interface Following<Result> {
  readonly isWanted: boolean;
  readonly onResult: (result: Result) => void;
  /** after the last result, or after a connection was lost and is back */
  readonly onEnd?: () => void;
  readonly onBack?: () => void;
}

/** Follows a subscription as long as the component lives, also over connections that drop: `variables` says from where on. */
export function useSubscription<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: () => Variables,
  following: Following<Result>,
): Connection {
  const [connection, setConnection] = useState<Connection>("CONNECTING");
  const latest = useRef({ variables, following });
  latest.current = { variables, following };
  const { isWanted } = following;

  useEffect(() => {
    if (!isWanted) return;
    return keepSubscribed<Result>({
      open: (subscriber) => subscribe(document, latest.current.variables(), subscriber),
      onResult: (result) => latest.current.following.onResult(result),
      onBack: () => latest.current.following.onBack?.(),
      onConnection: (now) => {
        setConnection(now);
        if (now === "OVER") latest.current.following.onEnd?.();
      },
    });
  }, [isWanted, document]);

  return connection;
}

interface Kept<Result> {
  readonly open: (subscriber: Subscriber<Result>) => () => void;
  readonly onResult: (result: Result) => void;
  readonly onBack: () => void;
  readonly onConnection: (connection: Connection) => void;
}

/** Subscribes, and again after each loss, at once where the browser says that it is online again. */
function keepSubscribed<Result>({ open, onResult, onBack, onConnection }: Kept<Result>): () => void {
  let isLeft = false;
  let losses = 0;
  let wait: ReturnType<typeof setTimeout> | undefined;
  let leave = (): void => {};

  const start = (): void => {
    clearTimeout(wait);
    wait = undefined;
    let isOver = false;
    if (losses > 0) onBack();
    leave = open({
      connected() {
        if (!isLeft && !isOver) onConnection("LIVE");
      },
      next(result) {
        if (isLeft) return;
        losses = 0;
        onConnection("LIVE");
        onResult(result);
      },
      complete() {
        if (isLeft || isOver) return;
        isOver = true;
        onConnection("OVER");
      },
      lost(error) {
        if (isLeft || isOver) return;
        isOver = true;
        leave();
        if (error instanceof RequestError && error.retryMs === null) {
          onConnection("REFUSED");
          if (error.code === "UNAUTHENTICATED") askToSignIn();
          return;
        }
        onConnection("LOST");
        const pause = PAUSES_MS[Math.min(losses++, PAUSES_MS.length - 1)];
        wait = setTimeout(start, error instanceof RequestError ? (error.retryMs ?? pause) : pause);
      },
    });
  };
  const startNow = (): void => {
    if (wait !== undefined) start();
  };
  addEventListener("online", startNow);
  start();
  return () => {
    isLeft = true;
    clearTimeout(wait);
    removeEventListener("online", startNow);
    leave();
  };
}
