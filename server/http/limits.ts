import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  visit,
} from "graphql";
import { type ComplexityEstimator, getComplexity } from "graphql-query-complexity";
import { depthOf } from "./depth.js";

/** The API's own questions are 8 deep at most: an orphan's candidates' agreements and their values. */
const DEEPEST = 12;

/** 100 orphans with 20 candidates each, asked for with all their fields, cost about half of this. */
const COSTLIEST = 100_000;

/** Each field of Query makes some statements of its own, and each of Mutation may take a slow hash, or write. */
const ROOT_FIELDS: Readonly<Record<string, number>> = { Query: 1_000, Mutation: 8_000 };

/** Nobody needs to ask the same by so many names; who guesses passwords or looks for what holds us up does. */
const MOST_ALIASES = 100;

/** What is longer is not parsed: the parser recurses, and would run out of stack. Our own operations have some hundred. */
export const MOST_TOKENS = 2_000;

/** A page has at most so many items; a larger `first` is refused when it is executed, with a clearer error. */
const LARGEST_PAGE = 100;

/** So many ways to fill a document's variables are remembered, of so many characters at most. */
const KEPT = 50;
const LONGEST_KEPT = 1_000;

interface Operation {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Says why a valid operation must not be executed, or null: it goes too deep or asks for too much. */
export type CheckLimits = (operation: Operation) => GraphQLError | null;

/** Remembers what was allowed: what is asked again and again is reckoned once. */
export function createLimits(schema: GraphQLSchema): CheckLimits {
  const allowed = new WeakMap<DocumentNode, Set<string>>();
  return (operation) => {
    const { document, operationName = null, variables = null } = operation;
    const known = allowed.get(document) ?? new Set<string>();
    const asked = JSON.stringify([operationName, variables]);
    if (known.has(asked)) return null;
    const refused = check(schema, operation);
    if (refused === null && asked.length <= LONGEST_KEPT) {
      allowed.set(document, known.add(asked));
      if (known.size > KEPT) known.delete(known.values().next().value as string);
    }
    return refused;
  };
}

function check(schema: GraphQLSchema, operation: Operation): GraphQLError | null {
  const definition = getOperationAST(operation.document, operation.operationName);
  if (!definition) return null;
  const depth = depthOf(operation.document, definition);
  if (depth > DEEPEST) return refusal("QUERY_TOO_DEEP", `The query is ${depth} levels deep; ${DEEPEST} are allowed.`);
  const aliases = aliasesIn(operation.document);
  if (aliases > MOST_ALIASES)
    return refusal("QUERY_TOO_COSTLY", `The query has ${aliases} aliases; ${MOST_ALIASES} are allowed.`);
  const cost = costOf(schema, operation, definition);
  if (cost > COSTLIEST)
    return refusal(
      "QUERY_TOO_COSTLY",
      `The query may give ${Number.isFinite(cost) ? cost : "too many"} values; ${COSTLIEST} are allowed. Ask for smaller pages or fewer fields.`,
    );
  return null;
}

function aliasesIn(document: DocumentNode): number {
  let aliases = 0;
  visit(document, { Field: ({ alias }) => void (alias && aliases++) });
  return aliases;
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}

function costOf(
  schema: GraphQLSchema,
  { document, operationName, variables }: Operation,
  definition: OperationDefinitionNode,
): number {
  // bad variables are refused by execution, which says what is wrong with them
  if (getVariableValues(schema, definition.variableDefinitions ?? [], variables ?? {}).errors) return 0;
  try {
    return getComplexity({
      schema,
      query: document,
      variables: { ...variables },
      ...(operationName ? { operationName } : {}),
      estimators: [listEstimator],
    });
  } catch {
    // what can't be reckoned (too many nodes) is not executed
    return Number.POSITIVE_INFINITY;
  }
}

/** A field costs one, and a list its size times what an item costs. */
const listEstimator: ComplexityEstimator = ({ type, args, childComplexity }) => {
  const size = args.first ?? args.last;
  const own = ROOT_FIELDS[type.name] ?? 1;
  return own + (typeof size === "number" ? Math.min(Math.max(size, 1), LARGEST_PAGE) : 1) * childComplexity;
};
