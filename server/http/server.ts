import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expressMiddleware } from "@as-integrations/express5";
import express, { type ErrorRequestHandler } from "express";
import { buildApiSchema } from "../../schema/build.js";
import { createContext } from "../../schema/context.js";
import type { ApiServices } from "../../schema/services.js";
import type { Operations } from "../adapters/operations/open.js";
import { CrosswalkError } from "../core/errors.js";
import type { Entrance } from "../entrance.js";
import { createGate, gateOfNothing, signedInUser } from "./gate.js";
import { createApollo } from "./graphql.js";
import { protectiveHeaders } from "./headers.js";
import { healthRoutes } from "./health.js";
import { metricsRoute } from "./metrics.js";
import { notebookRoutes } from "./notebooks.js";
import { openIdRoutes } from "./open-id-routes.js";
import { pageRoutes } from "./pages.js";
import { type ErrorLog, presentError } from "./present-error.js";
import { answer, refuse } from "./refusal.js";
import { logRequests, type RequestLog } from "./request-log.js";
import { createRequestRate } from "./request-rate.js";
import { mountRoutes, type Route } from "./route.js";
import { sessionRoutes } from "./session-routes.js";
import { serveWebSockets } from "./web-socket.js";

export const GRAPHQL_PATH = "/graphql";

const LARGEST_BODY = 100 * 1024;

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
  readonly services: ApiServices;
  /** awaited when the API is put together: both take their time */
  readonly entrance: Entrance | Promise<Entrance>;
  /** which proxies may say for whom they ask: how many there are, or their addresses; null for none */
  readonly trustProxy: number | string | null;
  readonly requestsPerMinute: number;
  readonly log: ErrorLog & RequestLog;
  readonly operations: Pick<Operations, "readiness" | "metrics">;
  /** what else is served: downloads, pages */
  readonly routes?: readonly Route[];
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** all that is served, with who may have it */
  readonly routes: readonly Route[];
  /** the paths that Express has been told of, to compare with it */
  mounted(): string[];
  /** subscriptions that are being delivered */
  subscribers(): number;
  /** Takes no more, tells subscribers, lets requests end; what is left after the grace is cut off. */
  stop(graceMs: number): Promise<void>;
}

/** Serves the API, subscriptions, downloads and pages on one port, each route behind its rule. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { log, services } = options;
  const schema = buildApiSchema();
  const apollo = createApollo(schema, log);
  await apollo.start();
  const entrance = await options.entrance;
  const { signIn } = entrance;
  const rate = createRequestRate(options.requestsPerMinute, () => performance.now());

  const app = express();
  app.set("etag", false);
  if (options.trustProxy !== null) app.set("trust proxy", options.trustProxy);
  app.use(logRequests(log), ...protectiveHeaders());

  const routes: readonly Route[] = [
    ...healthRoutes(options.operations.readiness),
    metricsRoute(options.operations.metrics),
    ...sessionRoutes({ signIn, accounts: entrance.accounts, openIdTitle: entrance.openId?.title ?? null }),
    ...(entrance.openId ? openIdRoutes(entrance.openId, signIn, log) : []),
    ...pageRoutes(),
    ...notebookRoutes(),
    ...(options.routes ?? []),
    {
      ...{ method: "all", path: GRAPHQL_PATH, rule: "VIEWER" },
      handlers: [
        express.json({ limit: LARGEST_BODY }),
        expressMiddleware(apollo, { context: async ({ res }) => createContext(services, signedInUser(res)) }),
      ],
    },
  ];
  const gate = createGate({ signIn, rate });
  mountRoutes(app, routes, gate);
  app.use(...gateOfNothing(gate), (_request, response) => refuse(response, 404, "NOT_FOUND", "There is nothing here."));
  app.use(errorsOf(log));

  const server = createServer(app);
  const sockets = await serveWebSockets({
    server,
    app,
    path: GRAPHQL_PATH,
    schema,
    entrance,
    rate,
    contextFor: (user) => createContext(services, user),
    maxBytes: LARGEST_BODY,
    log,
  });
  const port = await listen(server, options.port, options.host);

  let stopped: Promise<void> | null = null;
  async function stop(graceMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const cutOff = setTimeout(() => {
      sockets.terminate();
      server.closeAllConnections();
    }, graceMs);
    await Promise.all([sockets.close(), closed]);
    clearTimeout(cutOff);
    await apollo.stop();
  }

  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    port,
    routes,
    mounted: () => app.router.stack.flatMap(({ route }) => route?.path ?? []),
    subscribers: () => sockets.subscribers(),
    stop(graceMs) {
      stopped ??= stop(graceMs);
      return stopped;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(
        new CrosswalkError(
          "PORT_UNAVAILABLE",
          `Crosswalk can't listen at ${host}:${port}: ${cause.code ?? cause.message}. Set HOST and PORT to what is free here.`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, () => {
      server.removeAllListeners("error");
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** What express or a route threw: a body that is too large or no JSON is the caller's, the rest is a fault. */
function errorsOf(log: ErrorLog): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = statusOf(error);
    if (error instanceof CrosswalkError && error.code === "TOO_MANY_ATTEMPTS") {
      response.set("Retry-After", "5");
      refuse(response, 429, error.code, error.message);
    } else if (status === 413)
      response.status(413).json(answer("BODY_TOO_LARGE", "The body is larger than what is expected here."));
    else if (status !== null && status < 500)
      response.status(status).json(answer("BAD_REQUEST", "The request could not be read: is its body JSON?"));
    else response.status(500).json({ errors: [presentError(log, error)] });
  };
}

function statusOf(error: unknown): number | null {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null;
  return typeof status === "number" ? status : null;
}
