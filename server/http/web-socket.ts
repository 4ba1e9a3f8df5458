import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import type { Application, Request } from "express";
import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
} from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { ApiContext } from "../../schema/context.js";
import type { Principal } from "../core/access/principal.js";
import type { Entrance } from "../entrance.js";
import { credentialsOf } from "./gate.js";
import { type CheckLimits, createLimits } from "./limits.js";
import { isOwnOrigin } from "./origin.js";
import { type ErrorLog, presentError } from "./present-error.js";
import { asGraphQLError, createDocumentReader } from "./read-document.js";
import type { RequestRate } from "./request-rate.js";
import { deliver } from "./shared-delivery.js";
import { shareOperations } from "./shared-operations.js";
import { watchStanding } from "./standing-watch.js";
import { Turns } from "./turns.js";

/** Clients take 1001 for a reason to connect again, here or elsewhere; a `complete` would say that all was told. */
const GOING_AWAY = 1001;
const GOING_AWAY_REASON = "The server stops. Connect again, and subscribe with the cursor of the last event as after.";

export interface WebSocketOptions {
  readonly server: Server;
  /** which reads requests as it reads those over HTTP */
  readonly app: Application;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly entrance: Pick<Entrance, "signIn" | "lookAfter" | "onEndings">;
  readonly rate: RequestRate;
  readonly contextFor: (user: Principal) => ApiContext;
  readonly maxBytes: number;
  readonly log: ErrorLog;
}

type Extra = Record<PropertyKey, unknown> & {
  readonly socket: WebSocket;
  readonly request: Request;
  user?: Principal;
};

export interface WebSockets {
  /** subscriptions that are being delivered */
  subscribers(): number;
  /** tells all clients that the server goes, and waits until they are gone */
  close(): Promise<void>;
  /** cuts off those who are not */
  terminate(): void;
}

/** Serves operations over graphql-ws with the same sign-in and limits as over HTTP. */
export async function serveWebSockets(options: WebSocketOptions): Promise<WebSockets> {
  const { server, app, path, schema, entrance, contextFor, rate, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxBytes });

  const readDocument = createDocumentReader(schema);
  const checkLimits = createLimits(schema);
  const turns = new Turns();
  const standing = await watchStanding(entrance, log);

  const present = (errors: readonly GraphQLError[]) => errors.map((error) => presentError(log, error));
  const presentResult = ({ errors, ...rest }: ExecutionResult) =>
    errors ? { ...rest, errors: present(errors) } : rest;
  const operations = shareOperations(async (args, event) => {
    const { user } = args.contextValue as ApiContext;
    // a context of its own for each event: what one was told of may have changed by the next
    return JSON.stringify(presentResult(await execute({ ...args, rootValue: event, contextValue: contextFor(user) })));
  });
  const running = useServer<Record<string, unknown>, Extra>(
    {
      // or the message of a fault goes out as the reason of a close
      isProd: true,
      async onConnect({ connectionParams, extra }) {
        const { socket, request } = extra;
        const credentials = credentialsOf(request);
        const authorization = authorizationOf(connectionParams) ?? credentials.authorization;
        const attempt = await entrance.signIn.identify({ ...credentials, authorization });
        // clients take 4401 for final and do not try again, as they would with the default 4403
        if ("refused" in attempt) socket.close(4401, attempt.refused);
        // what a cookie brings may do nothing unless it says that a page of ours asks
        else if (attempt.user.by.kind === "SESSION" && isOwnOrigin(request) !== true)
          socket.close(4401, "ORIGIN_REFUSED");
        else {
          extra.user = attempt.user;
          standing.watch(socket, attempt.user);
          return true;
        }
        return false;
      },
      onSubscribe({ extra }, _id, { query, operationName, variables }) {
        const user = extra.user as Principal;
        const seconds = rate.take(user.name);
        if (seconds !== null) return [tooManyRequests(seconds)];
        return prepare(schema, checkLimits, readDocument(query), operationName, variables, contextFor(user));
      },
      // events, not results: what becomes of them is told by deliver
      subscribe: createSourceEventStream as (args: ExecutionArgs) => Promise<AsyncIterable<never> | ExecutionResult>,
      async onOperation({ extra: { socket } }, id, _payload, args, result) {
        const source = await result;
        if (!(Symbol.asyncIterator in source)) return;
        // those of one role are told the same
        const join = () => operations.join(args, { role: (args.contextValue as ApiContext).user.role });
        return deliver({ socket, id, events: source[Symbol.asyncIterator](), join, turns });
      },
      async onNext(_ctx, _id, _payload, args, result) {
        await (args.contextValue as ApiContext).personal.settle();
        return presentResult(result);
      },
      onError: (_ctx, _id, _payload, errors) => present(errors.map(asGraphQLError)),
    },
    sockets,
  );

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== path) return refuse(socket, "404 Not Found");
    // what Express does with a request that it is given, so that address and host are read in the same way
    const asked = Object.setPrototypeOf(request, (app as unknown as { request: Request }).request) as Request;
    // a page of another site must not use the credentials that a browser remembers for this one
    if (isOwnOrigin(asked) === false) return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });

  return {
    subscribers: () => operations.members(),
    async close() {
      for (const socket of sockets.clients) socket.close(GOING_AWAY, GOING_AWAY_REASON);
      await running.dispose();
      await standing.stop();
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

/** What to execute, or why not: the checks that Apollo makes for HTTP. */
function prepare(
  schema: GraphQLSchema,
  checkLimits: CheckLimits,
  document: DocumentNode | readonly GraphQLError[],
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
  contextValue: ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  if (!("kind" in document)) return document;
  const refused = checkLimits({ document, operationName, variables });
  if (refused) return [refused];
  return { schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
}

function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const authorization = params?.authorization;
  return typeof authorization === "string" ? authorization : undefined;
}

function tooManyRequests(seconds: number): GraphQLError {
  return new GraphQLError(`Too many requests came; wait for ${seconds} seconds.`, {
    extensions: { code: "TOO_MANY_REQUESTS" },
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
