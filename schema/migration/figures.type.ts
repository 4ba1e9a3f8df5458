import { Field, ID, Int, ObjectType } from "type-graphql";
import type { RejectionCount as StoredRejectionCount, StoredUnknownCode } from "../../server/core/evidence-port.js";
import type { RowFigures } from "../../server/core/figures.js";
import type {
  RecommendationCode as Code,
  Evidence,
  Recommendation as Given,
} from "../../server/core/recommend/facts.js";
import { enumOf } from "../enum.js";

@ObjectType("MigrationRows", {
  description: "What became of the rows that an upsert read: read = created + updated + unchanged + rejected.",
})
export class MigrationRows implements RowFigures {
  @Field(() => Int, { description: "Rows read." })
  read!: number;

  @Field(() => Int, { description: "Rows that were new." })
  created!: number;

  @Field(() => Int, { description: "Rows of which something was written." })
  updated!: number;

  @Field(() => Int, { description: "Rows that needed nothing." })
  unchanged!: number;

  @Field(() => Int, { description: "Rows that could not be taken." })
  rejected!: number;

  @Field(() => Int, { description: "created + updated + unchanged." })
  successful!: number;
}

@ObjectType({ description: "How many rows were rejected for a reason." })
export class RejectionCount implements StoredRejectionCount {
  @Field(() => String, { description: "The reason: what `rejections` takes." })
  reason!: string;

  @Field(() => Int, { description: "How many rows." })
  rows!: number;
}

@ObjectType({ description: "A sponsor code of the source that no sponsor has." })
export class UnknownCode implements StoredUnknownCode {
  @Field(() => ID, { description: "The code." })
  code!: string;

  @Field(() => Int, { description: "How many rows name it." })
  rows!: number;
}

export const RecommendationCode = enumOf<Code>("RecommendationCode", "What a recommendation is about.", {
  NO_SPONSORS: "There was no sponsor at all.",
  SUCCESS_CRITICAL: "Success is critical.",
  SUCCESS_WARNING: "Success gives a warning.",
  REJECTIONS: "Many rows were rejected for one reason.",
  DUPLICATES: "Several records of one side are the same.",
  UNKNOWN_CODES: "Rows name sponsors that there are not.",
  INEFFICIENT: "Few of the rows were unchanged.",
  MISSING_IPKS: "Rows have no identity primary key.",
  CONTENT_ONLY: "Edits left the identity primary key alone.",
  SHARED_VALUES: "Key values are held by too many records to match.",
});

@ObjectType("Evidence", { description: "What a recommendation stands on." })
export class RecommendationEvidence implements Evidence {
  @Field(() => String, { description: "What there is to see." })
  title!: string;

  @Field(() => String, { nullable: true, description: "The report that shows it; null where none does." })
  url!: string | null;

  @Field(() => String, { nullable: true, description: "A query of this API that shows it; null where none does." })
  query!: string | null;
}

@ObjectType({ description: "What to do after a migration." })
export class Recommendation implements Given {
  @Field(() => RecommendationCode, { description: "What it is about." })
  code!: Code;

  @Field(() => String, { description: "What was found and what to do." })
  message!: string;

  @Field(() => RecommendationEvidence, { description: "What it stands on." })
  evidence!: Evidence;
}
