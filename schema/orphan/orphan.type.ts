import { Field, ID, Int, ObjectType } from "type-graphql";
import type { StoredCandidate, StoredFinding, StoredResult } from "../../server/core/read-ports.js";
import type { Side as SideName } from "../../server/core/record.js";
import { connectionOf } from "../connection/connection.type.js";
import { Side } from "../record/side.type.js";

@ObjectType({ description: "A value on which an orphan and its candidate agree." })
export class AgreedValue {
  @Field(() => String, { description: "What it is, as the rule names it." })
  name!: string;

  @Field(() => String, { description: "The value as it was compared." })
  value!: string;
}

@ObjectType({ description: "A rule that a candidate satisfies." })
export class CandidateAgreement {
  @Field(() => String, { description: "The rule's name." })
  rule!: string;

  @Field(() => String, { nullable: true, description: "What the rule says; null where it is no longer declared." })
  description!: string | null;

  @Field(() => [AgreedValue], { description: "The values that agree, each once." })
  values!: AgreedValue[];
}

@ObjectType({ description: "A tentative match of an orphan: a hint, never a link." })
export class Candidate {
  @Field(() => Int, { description: "Its rank among the orphan's candidates: 1 is the best." })
  rank!: number;

  /** number of the finding of the orphan */
  readonly finding!: number;
  readonly stored!: StoredCandidate;
  readonly result!: StoredResult;
}

@ObjectType({ description: "A record that no match key ties to one of the other side." })
export class Orphan {
  @Field(() => ID, { description: "The orphan's id." })
  id!: string;

  @Field(() => String, { description: "Its model." })
  model!: string;

  @Field(() => Side, { description: "The side that its record is from." })
  side!: SideName;

  @Field(() => Int, { description: "How many candidates it has." })
  candidateCount!: number;

  readonly finding!: StoredFinding;
}

export const OrphanConnection = connectionOf(Orphan, "Orphan", "orphans");
