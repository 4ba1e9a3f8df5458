import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import { type AuditAction as Action, AUDIT_ACTIONS } from "../../server/core/access/audit.js";
import { connectionOf } from "../connection/connection.type.js";
import { enumOf } from "../enum.js";

export const AuditAction = enumOf<Action>("AuditAction", "What the audit log tells of.", AUDIT_ACTIONS);

@ObjectType({ description: "Who did what. Entries are only ever added, each with the hash of the one before." })
export class AuditEntry {
  @Field(() => ID, { description: "The entry's number, from 1, without gaps." })
  number!: number;

  @Field(() => GraphQLDateTime, { description: "When it was." })
  at!: Date;

  @Field(() => String, {
    description: "Who it was: a user, `token:` and a token, `schedule:` and a schedule, `nobody` who is known.",
  })
  actor!: string;

  @Field(() => AuditAction, { description: "What was done." })
  action!: Action;

  @Field(() => GraphQLJSON, { description: "The particulars: ids, names and counts, nothing about people in records." })
  details!: unknown;

  @Field(() => String, { description: "The entry's hash: SHA-256 over the one before and what this one says." })
  hash!: string;
}

export const AuditEntryConnection = connectionOf(AuditEntry, "AuditEntry", "audit entries");
