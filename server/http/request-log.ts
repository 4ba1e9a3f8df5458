import { randomUUID } from "node:crypto";
import type { RequestHandler } from "express";

/** Where requests are noted. */
export interface RequestLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const LONGEST_PATH = 200;

/**
 * Notes each request once it is answered, under an id that its answer carries: never its query string, headers or body,
 * which hold searches and credentials. Refused sign-ins and faults are for whoever reads along, the rest for who looks closer.
 */
export function logRequests(log: RequestLog): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    // As it came: a router below changes both.
    const { method, path } = request;
    const requestId = idOf(request.headers["x-request-id"]);
    response.setHeader("X-Request-Id", requestId);
    response.once("close", () => {
      const isWhole = response.writableFinished;
      const status = response.statusCode;
      const ms = Math.round(performance.now() - started);
      const fields = { requestId, method, path: path.slice(0, LONGEST_PATH), status, ms };
      log[levelOf(status)](fields, isWhole ? "request" : "request broken off");
    });
    next();
  };
}

/** A proxy's id goes on through our log, where it is one. */
function idOf(given: string | string[] | undefined): string {
  return typeof given === "string" && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
}

function levelOf(status: number): keyof RequestLog {
  if (status >= 500) return "warn";
  return status === 401 || status === 429 ? "info" : "debug";
}
