import { type ExecutionResult, type GraphQLError, graphql, parse, subscribe } from "graphql";
import { buildApiSchema } from "../../schema/build.js";
import { type ApiContext, createContext } from "../../schema/context.js";
import type { ApiServices } from "../../schema/services.js";
import { COMMAND_LINE } from "../../server/core/access/audit.js";
import { CrosswalkError } from "../../server/core/errors.js";
import type { ApiClient } from "./client.js";

/** The API of an app in this process, without a port: what a command line starts says so. */
export function createLocalClient(services: ApiServices): ApiClient {
  const schema = buildApiSchema();
  const { migrations } = services;
  const ofCommandLine: ApiServices = {
    ...services,
    migrations: {
      start: (request) => migrations.start({ ...request, trigger: "COMMAND_LINE", startedBy: null }),
      cancel: (id, by) => migrations.cancel(id, by),
    },
  };
  // who can start a process on our database may do all that can be done with it
  const context = (): ApiContext =>
    createContext(ofCommandLine, { name: COMMAND_LINE, role: "ADMIN", by: { kind: "PROCESS" } });

  return {
    async request<Result, Variables>(document: { toString(): string }, variables: Variables) {
      const source = document.toString();
      const variableValues = variables as Record<string, unknown>;
      return resultOf<Result>(await graphql({ schema, source, variableValues, contextValue: context() }));
    },
    async *subscribe<Result, Variables>(document: { toString(): string }, variables: Variables) {
      const events = await subscribe({
        schema,
        document: parse(document.toString()),
        variableValues: variables as Record<string, unknown>,
        contextValue: context(),
      });
      if (!(Symbol.asyncIterator in events)) throw errorOf(events.errors);
      for await (const event of events) yield resultOf<Result>(event);
    },
    async close() {},
  };
}

function resultOf<Result>({ data, errors }: ExecutionResult): Result {
  if (errors) throw errorOf(errors);
  // Objects without a prototype, as graphql makes them, would print otherwise than what comes over HTTP.
  return JSON.parse(JSON.stringify(data)) as Result;
}

function errorOf(errors: readonly GraphQLError[] | undefined): Error {
  const [first] = errors ?? [];
  const code = first?.extensions.code;
  return new CrosswalkError(typeof code === "string" ? code : "API_ERROR", first?.message ?? "The API gave an error.");
}
