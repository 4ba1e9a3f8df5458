import { GraphQLDateTime } from "graphql-scalars";
import { ArgsType, Field } from "type-graphql";
import type { AuditAction as Action } from "../../server/core/access/audit.js";
import { PageArgs } from "../connection/page.input.js";
import { AuditAction } from "./audit.type.js";

@ArgsType()
export class AuditArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: "Only what was done by this one." })
  actor!: string | null;

  @Field(() => [AuditAction], { nullable: true, description: "Only these actions." })
  actions!: readonly Action[] | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only what was at this time or later." })
  from!: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: "Only what was before this time." })
  until!: Date | null;
}
