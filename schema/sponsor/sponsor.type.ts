import { Field, ID, ObjectType } from "type-graphql";
import type { UserProblem } from "../../server/core/ports.js";
import type { Sponsor as Stored } from "../../server/core/sponsors.js";
import { connectionOf } from "../connection/connection.type.js";
import { UserError } from "../migration/payload.type.js";

@ObjectType({ description: "Who pays for students." })
export class Sponsor implements Stored {
  @Field(() => ID, { description: "The code by which legacy rows name it, in upper case." })
  code!: string;

  @Field(() => String, { description: "Its name." })
  name!: string;
}

export const SponsorConnection = connectionOf(Sponsor, "Sponsor", "sponsors");

@ObjectType({ description: "What became of a request to save a sponsor." })
export class SaveSponsorPayload {
  @Field(() => Sponsor, {
    nullable: true,
    description: "The sponsor as it is kept; null where something stood in the way.",
  })
  sponsor!: Stored | null;

  @Field(() => [UserError], { description: "What stands in the way; empty where nothing does." })
  userErrors!: readonly UserProblem[];
}
