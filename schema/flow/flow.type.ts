import { Field, Int, ObjectType } from "type-graphql";
import type { StoredMigration } from "../../server/core/read-ports.js";
import type { Side as SideName } from "../../server/core/record.js";
import type { OutcomeMove as Moved } from "../../server/core/survey/outcome-flow.js";
import type { RecordOutcome as Outcome } from "../../server/core/survey/record-outcomes.js";
import { connectionOf } from "../connection/connection.type.js";
import { enumOf } from "../enum.js";
import { Migration } from "../migration/migration.type.js";
import { SourceRecord } from "../record/record.type.js";
import { Side } from "../record/side.type.js";

export const RecordOutcome = enumOf<Outcome>("RecordOutcome", "What became of a record in a migration.", {
  ABSENT: "It was not there.",
  MATCHED: "It was matched one to one.",
  ORPHAN: "It had nobody of the other side.",
  DUPLICATE: "It was in a duplicate.",
  EXCLUDED: "A rule of the pipeline left it out of the question.",
});

export const TieChange = enumOf<"GAINED" | "LOST">("TieChange", "What became of a tie between two migrations.", {
  GAINED: "The later one has it.",
  LOST: "The earlier one had it.",
});

@ObjectType({ description: "How many records of a side went from one outcome to another." })
export class OutcomeMove implements Moved {
  @Field(() => Side, { description: "Their side." })
  side!: SideName;

  @Field(() => RecordOutcome, { description: "What became of them in the earlier migration." })
  from!: Outcome;

  @Field(() => RecordOutcome, { description: "What became of them in the later one." })
  to!: Outcome;

  @Field(() => Int, { description: "How many records." })
  records!: number;
}

@ObjectType({ description: "Records of a side that a match key ties to records of the other side, in two migrations." })
export class TieMove {
  @Field(() => Side, { description: "Their side." })
  side!: SideName;

  @Field(() => String, { description: "The match key." })
  key!: string;

  @Field(() => Int, { description: "Tied in both." })
  kept!: number;

  @Field(() => Int, { description: "Tied in the later one only." })
  gained!: number;

  @Field(() => Int, { description: "Tied in the earlier one only." })
  lost!: number;
}

@ObjectType({ description: "What changed between two migrations for the records of a model." })
export class OutcomeFlow {
  @Field(() => Migration, { description: "The earlier migration." })
  from!: StoredMigration;

  @Field(() => Migration, { description: "The later migration." })
  to!: StoredMigration;

  @Field(() => [OutcomeMove], { description: "From which outcome to which records went, those that stayed as well." })
  moves!: readonly OutcomeMove[];

  @Field(() => [TieMove], { description: "Which match keys gained and lost ties, by side, in the keys' order." })
  ties!: readonly TieMove[];
}

@ObjectType({ description: "A record in two migrations." })
export class MovedRecord {
  @Field(() => RecordOutcome, { description: "What became of it in the earlier one." })
  from!: Outcome;

  @Field(() => RecordOutcome, { description: "What became of it in the later one." })
  to!: Outcome;

  @Field(() => SourceRecord, { description: "As it was read in the later migration, or in the earlier if it went." })
  record!: SourceRecord;
}

export const MovedRecordConnection = connectionOf(MovedRecord, "MovedRecord", "records that moved");
