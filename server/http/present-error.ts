import { randomUUID } from "node:crypto";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { CrosswalkError } from "../core/errors.js";
import { faultOf } from "../core/fault.js";

/** Where faults are written. */
export interface ErrorLog {
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/**
 * An error as a caller sees it. What they can act on goes out with its code;
 * a fault is logged under an id, and only the id goes out: its message may hold SQL or values.
 */
export function presentError(log: ErrorLog, error: unknown): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) return masked(log, error, {});
  const place = {
    ...(error.locations ? { locations: error.locations } : {}),
    ...(error.path ? { path: error.path } : {}),
  };
  const cause = rootOf(error);
  if (cause instanceof CrosswalkError) return { message: cause.message, ...place, extensions: { code: cause.code } };
  if (cause !== null && !(cause instanceof GraphQLError)) return masked(log, cause, place);
  const { http: _, stacktrace: __, ...extensions } = error.extensions;
  return { message: error.message, ...place, extensions: { code: "BAD_USER_INPUT", ...extensions } };
}

/** The error that a resolver threw; null where the query itself is at fault. */
function rootOf(error: GraphQLError): unknown {
  let root: unknown = error.originalError ?? null;
  while (root instanceof GraphQLError && root.originalError) root = root.originalError;
  return root;
}

function masked(log: ErrorLog, error: unknown, place: object): GraphQLFormattedError {
  const id = randomUUID();
  log.error({ id, ...faultOf(error) }, "a request failed");
  return { message: `Internal error ${id}`, ...place, extensions: { code: "INTERNAL_ERROR", id } };
}
