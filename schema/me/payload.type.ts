import { Field, ObjectType } from "type-graphql";
import type { UserProblem } from "../../server/core/ports.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType({ description: "What became of a request to change one's password." })
export class ChangePasswordPayload {
  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
