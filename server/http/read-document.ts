import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { MOST_TOKENS } from "./limits.js";

/** Documents that are kept, and how long they may be: many clients send the same few. */
const KEPT = 50;
const LONGEST_KEPT = 5_000;

/** Gives a valid document, or what is wrong with it, with the codes that Apollo gives over HTTP. */
export type ReadDocument = (text: string) => DocumentNode | readonly GraphQLError[];

/** Parses and validates a document once for all who send it: hundreds do when they come back together. */
export function createDocumentReader(schema: GraphQLSchema): ReadDocument {
  const kept = new Map<string, DocumentNode>();
  return (text) => {
    const known = kept.get(text);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(text, { maxTokens: MOST_TOKENS });
    } catch (error) {
      return [coded("GRAPHQL_PARSE_FAILED", asGraphQLError(error))];
    }
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid.map((error) => coded("GRAPHQL_VALIDATION_FAILED", error));
    if (text.length <= LONGEST_KEPT) {
      kept.set(text, document);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    }
    return document;
  };
}

export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError("a request failed", {
    originalError: error instanceof Error ? error : new Error(String(error)),
  });
}

function coded(code: string, { message, nodes, source, positions }: GraphQLError): GraphQLError {
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
