import { GraphQLError, type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { includesRole, type Role } from "../server/core/access/role.js";
import type { ApiContext } from "./context.js";

/** Who may ask each question and have each thing done. One that is not listed is for admins alone. */
export const FIELD_RULES: Readonly<Record<string, Role>> = {
  "Query.me": "VIEWER",
  "Query.mySessions": "VIEWER",
  "Query.pipelines": "VIEWER",
  "Query.pipeline": "VIEWER",
  "Query.migration": "VIEWER",
  "Query.migrations": "VIEWER",
  "Query.matches": "VIEWER",
  "Query.orphans": "VIEWER",
  "Query.duplicates": "VIEWER",
  "Query.rejections": "VIEWER",
  "Query.rejectionReasons": "VIEWER",
  "Query.changes": "VIEWER",
  "Query.sharedValues": "VIEWER",
  "Query.sponsors": "VIEWER",
  "Query.trend": "VIEWER",
  "Query.outcomeFlow": "VIEWER",
  "Query.movedRecords": "VIEWER",
  "Query.bridges": "VIEWER",
  "Query.largestDuplicates": "VIEWER",
  "Query.thresholds": "VIEWER",
  "Query.schedule": "VIEWER",
  "Query.schedules": "VIEWER",
  "Query.retention": "VIEWER",
  "Query.users": "ADMIN",
  "Query.tokens": "ADMIN",
  "Query.auditEntries": "ADMIN",
  "Mutation.changePassword": "VIEWER",
  "Mutation.endSession": "VIEWER",
  "Mutation.endOtherSessions": "VIEWER",
  "Mutation.startMigration": "OPERATOR",
  "Mutation.cancelMigration": "OPERATOR",
  "Mutation.createSchedule": "OPERATOR",
  "Mutation.updateSchedule": "OPERATOR",
  "Mutation.deleteSchedule": "OPERATOR",
  "Mutation.saveSponsor": "OPERATOR",
  "Mutation.createUser": "ADMIN",
  "Mutation.updateUser": "ADMIN",
  "Mutation.resetPassword": "ADMIN",
  "Mutation.createToken": "ADMIN",
  "Mutation.revokeToken": "ADMIN",
  "Mutation.setRetention": "ADMIN",
  "Subscription.migrationProgress": "VIEWER",
  "Subscription.migrationFinished": "VIEWER",
};

/** Types that only some may see, however they are come by; any other is for whoever may ask for what leads to it. */
export const TYPE_RULES: Readonly<Record<string, Role>> = {
  User: "ADMIN",
  ApiToken: "ADMIN",
  AuditEntry: "ADMIN",
};

/** Puts the rules before the resolvers of a schema: the one place where the API asks what somebody may do. */
export function applyRules(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !type.name.startsWith("__")) guardType(type, roots.has(type));
  return schema;
}

/** Who may ask for a field: null where whoever came as far as its type may. */
export function ruleOf(type: string, field: string, isRoot: boolean): Role | null {
  return isRoot ? (FIELD_RULES[`${type}.${field}`] ?? "ADMIN") : (TYPE_RULES[type] ?? null);
}

function guardType(type: GraphQLObjectType, isRoot: boolean): void {
  for (const field of Object.values(type.getFields())) {
    const needed = ruleOf(type.name, field.name, isRoot);
    if (needed === null) continue;
    const place = `${type.name}.${field.name}`;
    const { resolve = readProperty, subscribe } = field;
    field.resolve = (root, args, context: ApiContext, info) => {
      requireRole(context, needed, place);
      return resolve(root, args, context, info);
    };
    if (subscribe)
      field.subscribe = (root, args, context: ApiContext, info) => {
        requireRole(context, needed, place);
        return subscribe(root, args, context, info);
      };
  }
}

function readProperty(root: unknown, _args: unknown, _context: unknown, { fieldName }: { fieldName: string }): unknown {
  return (root as Readonly<Record<string, unknown>>)[fieldName];
}

function requireRole({ user }: ApiContext, needed: Role, place: string): void {
  if (includesRole(user.role, needed)) return;
  throw new GraphQLError(`${place} is for the role ${needed}; yours is ${user.role}.`, {
    extensions: { code: "FORBIDDEN" },
  });
}
