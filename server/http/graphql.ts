import { ApolloServer, type ApolloServerOptionsWithGateway, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { ApiContext } from "../../schema/context.js";
import { createCompiledExecution } from "./compiled-queries.js";
import { createLimits, MOST_TOKENS } from "./limits.js";
import { type ErrorLog, presentError } from "./present-error.js";

/** The GraphQL server for requests over HTTP. */
export function createApollo(schema: GraphQLSchema, log: ErrorLog): ApolloServer<ApiContext> {
  return new ApolloServer<ApiContext>({
    gateway: compiling(schema),
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: MOST_TOKENS },
    includeStacktraceInErrorResponses: false,
    // or Apollo ends the process before our own shutdown is done
    stopOnTerminationSignals: false,
    formatError: (_, error) => presentError(log, error),
    logger: silent,
    plugins: [
      limits(schema),
      reveals(),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
}

/** Apollo leaves the execution to gateways alone; ours is one that has its schema here. */
function compiling(schema: GraphQLSchema): ApolloServerOptionsWithGateway<ApiContext>["gateway"] {
  const execute = createCompiledExecution();
  return {
    async load() {
      return {
        executor: ({ document, context, request: { operationName, variables } }) =>
          execute({ schema, document, operationName, contextValue: context, variableValues: variables ?? null }),
      };
    },
    onSchemaLoadOrUpdate(loaded) {
      loaded({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    async stop() {},
  };
}

function limits(schema: GraphQLSchema): ApolloServerPlugin<ApiContext> {
  const checkLimits = createLimits(schema);
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, request, operationName }) {
          const refused = checkLimits({ document, operationName, variables: request.variables });
          if (refused) throw refused;
        },
      };
    },
  };
}

/** What was shown of people is written down before it goes out; what can't be written down does not go out. */
function reveals(): ApolloServerPlugin<ApiContext> {
  return {
    async requestDidStart() {
      return { willSendResponse: ({ contextValue }) => contextValue.personal.settle() };
    },
  };
}

/** Apollo tells what it does at its start and its end; faults come through formatError. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };
