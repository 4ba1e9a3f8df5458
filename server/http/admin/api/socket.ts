import { type Client, createClient } from "graphql-ws";
import type { TypedDocumentString } from "../generated/graphql.js";
import { errorOf, RequestError } from "./errors.js";

/** A connection that answers no ping within so long is taken for lost: offline machines close no sockets. */
const PATIENCE_MS = 5_000;

/** By what the server closes the connections of sessions that have ended. */
const ENDED = 4401;

let opened: Client | null = null;

/** The one connection of this tab. It does not try again by itself: who subscribes knows from where on. */
function socket(): Client {
  if (opened) return opened;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const client = createClient({
    url: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/graphql`,
    retryAttempts: 0,
    keepAlive: PATIENCE_MS,
    on: {
      ping: (received) => {
        if (!received) waiting = setTimeout(() => client.terminate(), PATIENCE_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(waiting);
      },
      closed: () => clearTimeout(waiting),
    },
  });
  addEventListener("offline", () => client.terminate());
  opened = client;
  return client;
}

export interface Subscriber<Result> {
  /** a connection was made for it */
  connected(): void;
  next(result: Result): void;
  /** the subscription came to its end */
  complete(): void;
  /** a RequestError where the API refuses, anything else where the connection is lost */
  lost(error: unknown): void;
}

/** Subscribes over the connection; gives what ends the subscription. */
export function subscribe<Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  subscriber: Subscriber<Result>,
): () => void {
  const client = socket();
  const forget = client.on("connected", () => subscriber.connected());
  const leave = client.subscribe<Result>(
    { query: document.toString(), variables: variables as Record<string, unknown> },
    {
      next: ({ data, errors }) => {
        if (errors?.length) subscriber.lost(errorOf(errors));
        else if (data) subscriber.next(data);
      },
      complete: () => subscriber.complete(),
      error: (error) => subscriber.lost(reasonOf(error)),
    },
  );
  return () => {
    forget();
    leave();
  };
}

function reasonOf(error: unknown): unknown {
  if (Array.isArray(error)) return errorOf(error);
  const { code, reason } = typeof error === "object" && error !== null ? (error as Partial<CloseEvent>) : {};
  if (code !== ENDED) return error;
  // signing in again would not help
  if (reason === "ORIGIN_REFUSED") return new RequestError(reason, "The server takes this page for another site’s.");
  return new RequestError("UNAUTHENTICATED", "You are signed out.");
}
