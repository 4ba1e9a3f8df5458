import { GraphQLDateTime } from "graphql-scalars";
import { Field, Float, ID, Int, ObjectType } from "type-graphql";
import type { ProgressEvent } from "../../server/core/ports.js";
import type { ProgressCounts as Counts, StageName as Stage } from "../../server/core/progress.js";
import type { MigrationStatus as Status } from "../../server/core/status.js";
import { StageName } from "../migration/stage.type.js";
import { MigrationStatus } from "../migration/status.type.js";

@ObjectType({ description: "What is known so far, over all models." })
export class ProgressCounts implements Counts {
  @Field(() => Int, { description: "Records read." })
  read!: number;

  @Field(() => Int, { description: "Matched pairs." })
  matched!: number;

  @Field(() => Int, { description: "Orphans of both sides." })
  orphans!: number;

  @Field(() => Int, { description: "Duplicates." })
  duplicates!: number;

  @Field(() => Int, { description: "Changes applied, or in a dry run forecast." })
  updated!: number;

  @Field(() => Int, { description: "Rows rejected." })
  rejected!: number;
}

@ObjectType({ description: "How far a migration had come at a time. Its last event tells its end." })
export class MigrationProgress {
  @Field(() => String, { description: "Pass it as `after` to get what comes after this event." })
  cursor!: string;

  @Field(() => ID, { description: "The migration's id." })
  migrationId!: number;

  @Field(() => GraphQLDateTime, { description: "When it was so." })
  at!: Date;

  readonly progress!: ProgressEvent["progress"];

  @Field(() => MigrationStatus, { description: "The migration's status." })
  get status(): Status {
    return this.progress.status;
  }

  @Field(() => StageName, { nullable: true, description: "The stage; null before the first and after the last." })
  get stage(): Stage | null {
    return this.progress.stage;
  }

  @Field(() => String, {
    nullable: true,
    description: "The model that the stage is about; null where it is about all.",
  })
  get model(): string | null {
    return this.progress.model;
  }

  @Field(() => Int, { description: "How many records or changes of this stage are done." })
  get done(): number {
    return this.progress.done;
  }

  @Field(() => Int, { nullable: true, description: "How many there are; null where that is not known." })
  get total(): number | null {
    return this.progress.total;
  }

  @Field(() => Float, { nullable: true, description: "How many are done a second." })
  get rate(): number | null {
    return this.progress.rate;
  }

  @Field(() => GraphQLDateTime, { nullable: true, description: "When the stage is expected to end." })
  get estimatedEnd(): string | null {
    return this.progress.estimatedEnd;
  }

  @Field(() => ProgressCounts, { description: "What is known so far." })
  get counts(): Counts {
    return this.progress.counts;
  }
}
