import { GraphQLError } from "graphql";

/** Codes of errors that a caller can act on; they stay the same. Any other error is a fault and is masked. */
export type ErrorCode =
  | "MIGRATION_NOT_FOUND"
  | "PIPELINE_NOT_FOUND"
  | "UNKNOWN_MODEL"
  | "UNKNOWN_KEY"
  | "NOT_COMPARABLE"
  | "DETAILS_DELETED"
  | "BAD_CURSOR"
  | "BAD_PAGE_SIZE"
  | "SEARCH_TOO_LONG"
  | "FORBIDDEN";

/** An error of a query: what was expected, what came, what to do. */
export function apiError(code: ErrorCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
