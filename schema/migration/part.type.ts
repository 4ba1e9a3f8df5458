import { Field, Int, ObjectType } from "type-graphql";
import type { PartKind as Kind, PartStatus as Status } from "../../server/core/parts.js";
import type { StoredPart } from "../../server/core/read-ports.js";
import { enumOf } from "../enum.js";
import { MigrationError } from "./migration.type.js";

export const PartKind = enumOf<Kind>("PartKind", "What a part of a migration does.", {
  PREPARE: "It checks the sources, settles what an earlier migration left in doubt, and plans the other parts.",
  READ: "It reads one side of a reconciliation.",
  MATCH: "It matches both sides and stores what was found.",
  APPLY: "It makes the changes that follow.",
  TAKE: "It takes in a range of keys.",
  FINISH: "It makes the reports.",
});

export const PartStatus = enumOf<Status>("PartStatus", "What becomes of a part of a migration.", {
  WAITING: "It waits for a worker, or for the parts before it.",
  RUNNING: "A worker has it.",
  DONE: "It is done.",
  STOPPED: "The migration ended without it.",
});

@ObjectType({ description: "What one worker does of a migration at a time." })
export class Part implements Omit<StoredPart, "lastError"> {
  @Field(() => PartKind, { description: "What it does." })
  kind!: Kind;

  @Field(() => Int, { description: "Its place among those of its kind." })
  position!: number;

  @Field(() => PartStatus, { description: "What becomes of it." })
  status!: Status;

  @Field(() => Int, { description: "How many workers have had it, one after another." })
  attempt!: number;

  @Field(() => Int, { description: "How many of them were lost in a row without getting any further." })
  losses!: number;

  @Field(() => String, { nullable: true, description: "The worker that had it last: its machine and process." })
  worker!: string | null;

  @Field(() => MigrationError, {
    nullable: true,
    description: "What interrupted it last; null where nothing did since.",
  })
  lastError!: MigrationError | null;
}
