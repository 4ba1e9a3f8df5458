import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expressMiddleware } from "@as-integrations/express5";
import express, { type ErrorRequestHandler, type Router } from "express";
import helmet from "helmet";
import { buildApiSchema } from "../../schema/build.js";
import type { ApiContext, User } from "../../schema/context.js";
import { createLoaders } from "../../schema/loaders.js";
import type { ApiServices } from "../../schema/services.js";
import type { Operations } from "../adapters/operations/open.js";
import { CrosswalkError } from "../core/errors.js";
import { createApollo } from "./graphql.js";
import { mountHealth } from "./health.js";
import { mountMetrics } from "./metrics.js";
import { mountOpenPages, mountPages } from "./pages.js";
import { type ErrorLog, presentError } from "./present-error.js";
import { logRequests, type RequestLog } from "./request-log.js";
import { requireSignIn, signedInUser } from "./require-sign-in.js";
import { type Credentials, createSignIn } from "./sign-in.js";
import { serveWebSockets } from "./web-socket.js";

export const GRAPHQL_PATH = "/graphql";

const LARGEST_BODY = 100 * 1024;

export interface HttpServerOptions extends ApiServices {
  readonly host: string;
  /** 0 takes a free one */
  readonly port: number;
  readonly credentials: Credentials;
  readonly log: ErrorLog & RequestLog;
  readonly operations: Pick<Operations, "readiness" | "metrics">;
  /** mounts what else is served behind the sign-in: downloads, pages */
  readonly routes?: (router: Router) => void;
}

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** subscriptions that are being delivered */
  subscribers(): number;
  /** Takes no more, tells subscribers, lets requests end; what is left after the grace is cut off. */
  stop(graceMs: number): Promise<void>;
}

/** Serves the API, subscriptions and downloads on one port; without credentials nothing but its health. */
export async function createHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { credentials, log, pipelines, migrations, schedules, progress, readers, sponsors, thresholds, reports } =
    options;
  const schema = buildApiSchema();
  const apollo = createApollo(schema, log);
  await apollo.start();
  const signIn = createSignIn(credentials);
  const services: ApiServices = { pipelines, migrations, schedules, progress, readers, sponsors, thresholds, reports };
  const contextFor = (user: User): ApiContext => ({ ...services, user, loaders: createLoaders(services) });

  const app = express();
  app.set("etag", false);
  app.use(logRequests(log));
  app.use(helmet());
  mountHealth(app, options.operations.readiness);
  mountOpenPages(app);
  app.use(requireSignIn(signIn));
  const router = express.Router();
  mountMetrics(router, options.operations.metrics);
  mountPages(router);
  options.routes?.(router);
  app.use(router);
  app.use(
    GRAPHQL_PATH,
    express.json({ limit: LARGEST_BODY }),
    expressMiddleware(apollo, { context: async ({ res }) => contextFor(signedInUser(res)) }),
  );
  app.use((_request, response) => void response.status(404).json(answer("NOT_FOUND", "There is nothing here.")));
  app.use(errorsOf(log));

  const server = createServer(app);
  const sockets = serveWebSockets({
    server,
    path: GRAPHQL_PATH,
    schema,
    signIn,
    contextFor,
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
    if (status === 413)
      response.status(413).json(answer("BODY_TOO_LARGE", `The body is larger than ${LARGEST_BODY} bytes.`));
    else if (status !== null && status < 500)
      response.status(status).json(answer("BAD_REQUEST", "The request could not be read: is its body JSON?"));
    else response.status(500).json({ errors: [presentError(log, error)] });
  };
}

function statusOf(error: unknown): number | null {
  const status = typeof error === "object" && error !== null && "status" in error ? error.status : null;
  return typeof status === "number" ? status : null;
}

function answer(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
