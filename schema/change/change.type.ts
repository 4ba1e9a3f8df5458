import { Field, ID, ObjectType } from "type-graphql";
import type { ChangeState as State, StoredChange } from "../../server/core/log-port.js";
import type { Effect as EffectName } from "../../server/core/record.js";
import type { Detection as DetectionName } from "../../server/core/upsert/detect.js";
import { connectionOf } from "../connection/connection.type.js";
import { enumOf } from "../enum.js";
import { Detection } from "../migration/detection.type.js";

export const Effect = enumOf<EffectName>("Effect", "What a migration does to a record of its target.", {
  CREATED: "It was not there before.",
  UPDATED: "Some of it is another than before.",
  UNCHANGED: "It stayed as it was.",
  DELETED: "It is gone.",
  ENDED: "It was closed, but kept.",
});

export const ChangeState = enumOf<State>("ChangeState", "What is known of a change.", {
  FORECAST: "A dry run says that a run would make it.",
  INTENDED: "It is about to be made; after a crash, all that is known.",
  APPLIED: "The target confirmed it.",
  NOT_APPLIED: "The target does not have it: the record was no longer as it was read, or the migration ended before.",
  OVERTAKEN: "It was left intended by a crash, and somebody else has written since.",
});

@ObjectType({ description: "One field's value before and after." })
export class Change implements StoredChange {
  @Field(() => String, { description: "What the record is." })
  entity!: string;

  @Field(() => ID, { description: "The record's id in the target." })
  recordId!: string;

  @Field(() => String, { description: "The field." })
  field!: string;

  @Field(() => String, { nullable: true, description: "Its value before." })
  before!: string | null;

  @Field(() => String, { nullable: true, description: "Its value after." })
  after!: string | null;

  @Field(() => Effect, { description: "What the change does to the record." })
  effect!: EffectName;

  @Field(() => ChangeState, { description: "What is known of the change." })
  state!: State;

  @Field(() => Detection, {
    nullable: true,
    description: "What showed that the row of the source had changed; null for a reconciliation.",
  })
  detectedBy!: DetectionName | null;
}

export const ChangeConnection = connectionOf(Change, "Change", "changes");
