import { Field, ID, ObjectType } from "type-graphql";
import type { StoredFinding } from "../../server/core/read-ports.js";
import { connectionOf } from "../connection/connection.type.js";

@ObjectType({ description: "One record of each side that match keys prove to be the same." })
export class Match {
  @Field(() => ID, { description: "The match's id." })
  id!: string;

  @Field(() => String, { description: "Its model." })
  model!: string;

  readonly finding!: StoredFinding;
}

export const MatchConnection = connectionOf(Match, "Match", "matches");
