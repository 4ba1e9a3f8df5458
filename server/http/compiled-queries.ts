import { type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, GraphQLError } from "graphql";
import { type CompiledQuery, compileQuery, isCompiledQuery } from "graphql-jit";

/** What is executed, of a document that was checked. */
export type Execution = Pick<
  ExecutionArgs,
  "schema" | "document" | "operationName" | "contextValue" | "variableValues"
>;

/**
 * Executes operations as functions that are made of them: most of the time of a large answer went into finding out, for
 * each of some ten thousand fields anew, what document and schema say. A function lives as long as its document.
 */
export function createCompiledExecution(): (execution: Execution) => Promise<ExecutionResult> {
  const compiled = new WeakMap<DocumentNode, Map<string | null, CompiledQuery>>();

  function compile({ schema, document, operationName = null }: Execution): CompiledQuery | null {
    const operations = compiled.get(document) ?? new Map<string | null, CompiledQuery>();
    compiled.set(document, operations);
    const known = operations.get(operationName);
    if (known !== undefined) return known;
    const made = compileQuery(schema, document, operationName ?? undefined);
    // Names of operations that are not there are without number, and not kept.
    if (!isCompiledQuery(made)) return null;
    operations.set(operationName, made);
    return made;
  }

  return async (execution) => {
    const query = compile(execution);
    // for the error that says why
    if (query === null) return execute(execution);
    const { contextValue, variableValues } = execution;
    const { errors, ...result } = await query.query(undefined, contextValue, variableValues ?? {});
    return errors ? { errors: errors.map(asGraphqlError), ...result } : result;
  };
}

/** Those of compiled queries lack what graphql-js has in all of its own. */
function asGraphqlError({ message, path, locations, originalError }: GraphQLError): GraphQLError {
  return Object.assign(new GraphQLError(message, { path, originalError }), { locations });
}
