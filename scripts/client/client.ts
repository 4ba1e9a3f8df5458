import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { CrosswalkError } from "../../server/core/errors.js";
import type { TypedDocumentString } from "./graphql/graphql.js";

export type ApiClientOptions = ApiCredentials & {
  /** where the server is, such as http://localhost:4000 */
  readonly url: string;
};

/** By an API token, or by a user's password. */
export type ApiCredentials =
  | { readonly token: string }
  | { readonly username: string; readonly password: string; readonly token?: never };

/** What signs a request in. */
export function authorizationOf(credentials: ApiCredentials): string {
  if (credentials.token !== undefined) return `Bearer ${credentials.token}`;
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString("base64")}`;
}

export interface ApiClient {
  /** The result of a query or a mutation. */
  request<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Result>;
  /** The events of a subscription; leaving the loop ends it. */
  subscribe<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<Result>;
  close(): Promise<void>;
}

interface ApiErrors {
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: unknown } }[];
}

/** A typed client of Crosswalk's API. */
export function createApiClient({ url, ...credentials }: ApiClientOptions): ApiClient {
  const endpoint = new URL("/graphql", url);
  const authorization = authorizationOf(credentials);
  const who = credentials.token === undefined ? `the user ${credentials.username}` : "the token";
  const socket = createClient({
    url: endpoint.href.replace(/^http/, "ws"),
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
    // who subscribes again says from which cursor on; a client that tries again by itself can't know
    retryAttempts: 0,
  });

  return {
    async request<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables) {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { authorization, "content-type": "application/json", accept: "application/graphql-response+json" },
        body: JSON.stringify({ query: document.toString(), variables }),
      }).catch((cause: unknown) => {
        throw unreachable(url, cause);
      });
      if (response.status === 401) throw unauthorised(url, who);
      const answer = await readAnswer<Result>(response, url);
      refuseErrors(answer);
      return answer.data;
    },
    async *subscribe<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables) {
      const events = socket.iterate<Result>({
        query: document.toString(),
        variables: variables as Record<string, unknown>,
      });
      try {
        for await (const event of events) {
          refuseErrors(event as ApiErrors);
          if (event.data) yield event.data;
        }
      } catch (error) {
        throw subscriptionError(error, url, who);
      }
    },
    async close() {
      await socket.dispose();
    },
  };
}

async function readAnswer<Result>(response: Response, url: string): Promise<ApiErrors & { readonly data: Result }> {
  const text = await response.text();
  try {
    return JSON.parse(text) as ApiErrors & { readonly data: Result };
  } catch (cause) {
    const message = `${url} answered ${response.status}, and not as Crosswalk does. Is this Crosswalk's address?`;
    throw new CrosswalkError("API_UNREACHABLE", message, { cause });
  }
}

function refuseErrors({ errors }: ApiErrors): void {
  const [first] = errors ?? [];
  if (!first) return;
  const code = first.extensions?.code;
  throw new CrosswalkError(typeof code === "string" ? code : "API_ERROR", first.message);
}

/** A subscription ends with a GraphQL error list, a close event or a network error. */
function subscriptionError(error: unknown, url: string, who: string): unknown {
  if (error instanceof CrosswalkError) return error;
  if (Array.isArray(error)) {
    const [first] = error as NonNullable<ApiErrors["errors"]>;
    const code = first?.extensions?.code;
    return new CrosswalkError(typeof code === "string" ? code : "API_ERROR", first?.message ?? "the API gave an error");
  }
  const closed = typeof error === "object" && error !== null && "code" in error ? error.code : null;
  return closed === 4401 || closed === 4403 ? unauthorised(url, who) : unreachable(url, error);
}

function unreachable(url: string, cause: unknown): CrosswalkError {
  const message = `There is no answer from ${url}. Is the server running, and is this its address?`;
  return new CrosswalkError("API_UNREACHABLE", message, { cause });
}

function unauthorised(url: string, who: string): CrosswalkError {
  return new CrosswalkError(
    "API_UNAUTHORISED",
    `${url} refused ${who}. Check CROSSWALK_TOKEN, or MIGRATION_USERNAME and MIGRATION_PASSWORD.`,
  );
}
