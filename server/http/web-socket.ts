import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type ExecutionArgs, GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { ApiContext, User } from "../../schema/context.js";
import { checkLimits, MOST_TOKENS } from "./limits.js";
import { type ErrorLog, presentError } from "./present-error.js";
import type { SignIn } from "./sign-in.js";

export interface WebSocketOptions {
  readonly server: Server;
  readonly path: string;
  readonly schema: GraphQLSchema;
  readonly signIn: SignIn;
  readonly contextFor: (user: User) => ApiContext;
  readonly maxBytes: number;
  readonly log: ErrorLog;
}

type Extra = Record<PropertyKey, unknown> & {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  user?: User;
};

/** Serves operations over graphql-ws with the same sign-in and limits as over HTTP; gives what ends it. */
export function serveWebSockets(options: WebSocketOptions): { close(): Promise<void>; terminate(): void } {
  const { server, path, schema, signIn, contextFor, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: options.maxBytes });

  const present = (errors: readonly GraphQLError[]) => errors.map((error) => presentError(log, error));
  const running = useServer<Record<string, unknown>, Extra>(
    {
      // or the message of a fault goes out as the reason of a close
      isProd: true,
      async onConnect({ connectionParams, extra }) {
        const attempt = await signIn(
          authorizationOf(connectionParams, extra.request),
          extra.request.socket.remoteAddress,
        );
        if ("user" in attempt) {
          extra.user = attempt.user;
          return true;
        }
        // clients take 4401 for final and do not try again, as they would with the default 4403
        extra.socket.close(4401, attempt.refused);
        return false;
      },
      onSubscribe: ({ extra }, _id, { query, operationName, variables }) =>
        prepare(schema, query, operationName, variables, contextFor(extra.user as User)),
      onNext: (_ctx, _id, _payload, _args, result) => {
        const { errors, ...rest } = result;
        return errors ? { ...rest, errors: present(errors) } : rest;
      },
      onError: (_ctx, _id, _payload, errors) => present(errors.map(asGraphQLError)),
    },
    sockets,
  );

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split("?")[0] !== path) return refuse(socket, "404 Not Found");
    // a page of another site must not use the credentials that a browser remembers for this one
    if (!isSameOrigin(request)) return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });

  return {
    async close() {
      await running.dispose();
    },
    terminate() {
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

/** What to execute, or why not: the checks that Apollo makes for HTTP. */
function prepare(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
  contextValue: ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  let document: ReturnType<typeof parse>;
  try {
    document = parse(query, { maxTokens: MOST_TOKENS });
  } catch (error) {
    return [coded("GRAPHQL_PARSE_FAILED", asGraphQLError(error))];
  }
  const invalid = validate(schema, document);
  if (invalid.length > 0) return invalid.map((error) => coded("GRAPHQL_VALIDATION_FAILED", error));
  const refused = checkLimits({ schema, document, operationName, variables });
  if (refused) return [refused];
  return { schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
}

function authorizationOf(params: Readonly<Record<string, unknown>> | undefined, request: IncomingMessage) {
  const authorization = params?.authorization;
  return typeof authorization === "string" ? authorization : request.headers.authorization;
}

function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

/** With the code that Apollo gives such an error over HTTP. */
function coded(code: string, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}

function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError("a request failed", {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

function refuse(socket: Duplex, status: string): void {
  socket.on("error", () => {});
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
