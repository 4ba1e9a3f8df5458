import { Field, Int, ObjectType } from "type-graphql";
import type { OptionName as Name } from "../../server/core/options.js";
import { enumOf } from "../enum.js";

/** What to declare of an option's name: the API's names are those of MigrationOptionsInput. */
export const OptionName = enumOf<Name>("MigrationOptionName", "An option that a migration can be started with.", {
  mode: "Which records may be written.",
  modifiedSince: "Only records that were modified since then.",
  idRange: "Only records whose ids lie in a range.",
  forceUpdate: "Write records that did not change, too.",
  limit: "At most so many records.",
  batchSize: "How many changes are applied in one transaction.",
  changeDetection: "What tells that a row has changed.",
  rejectedOf: "Only what another migration rejected.",
  dryRun: "Forecast the changes, apply none.",
});

export const PipelineKind = enumOf<"RECONCILIATION" | "UPSERT">(
  "PipelineKind",
  "What a pipeline does with two sides.",
  {
    RECONCILIATION: "It compares two services, record by record: see matches, orphans and duplicates.",
    UPSERT: "It brings the rows of one source into our own tables: see changes and rejections.",
  },
);

@ObjectType({ description: "A column of a model's records." })
export class PipelineColumn {
  @Field(() => String, { description: "The column's name." })
  name!: string;

  @Field(() => String, { description: "The column's name as people read it." })
  title!: string;

  @Field(() => Boolean, { description: "Whether it says something about a person." })
  personal!: boolean;

  @Field(() => Boolean, { description: "Whether search finds records by it." })
  searchable!: boolean;
}

@ObjectType({ description: "A column whose equal values prove two records the same." })
export class PipelineMatchKey {
  @Field(() => String, { description: "The column." })
  column!: string;

  @Field(() => Boolean, { description: "Whether values are compared without the space around them." })
  trim!: boolean;

  @Field(() => Boolean, { description: "Whether values are compared without regard to case." })
  foldCase!: boolean;

  @Field(() => [String], { description: "Values that stand for unknown and never match." })
  placeholders!: readonly string[];

  @Field(() => Int, { description: "A value that more records of one side share than this does not match." })
  sharedLimit!: number;
}

@ObjectType({ description: "A rule by which orphans get candidates." })
export class PipelineRule {
  @Field(() => String, { description: "The rule's name." })
  name!: string;

  @Field(() => String, { description: "What the rule says." })
  description!: string;
}

@ObjectType({ description: "A kind of record that a pipeline reconciles." })
export class PipelineModel {
  @Field(() => String, { description: "The model's name: what the argument `model` takes." })
  name!: string;

  @Field(() => String, { description: "The model's name as people read it." })
  title!: string;

  @Field(() => [PipelineColumn], { description: "The columns that are read." })
  columns!: PipelineColumn[];

  @Field(() => [PipelineMatchKey], { description: "The match keys." })
  matchKeys!: PipelineMatchKey[];

  @Field(() => [PipelineRule], { description: "The rules for candidates." })
  candidateRules!: PipelineRule[];

  @Field(() => String, {
    nullable: true,
    description: "Why unmatched records of one side may be left out of the question; null where none are.",
  })
  exclusion!: string | null;
}

@ObjectType({ description: "A named definition of what to migrate." })
export class Pipeline {
  @Field(() => String, { description: "The pipeline's name: what starts a migration." })
  name!: string;

  @Field(() => String, { description: "The pipeline's name as people read it." })
  title!: string;

  @Field(() => String, { description: "What it does." })
  description!: string;

  @Field(() => PipelineKind, { nullable: true, description: "What it does; null where it is no longer declared." })
  kind!: keyof typeof PipelineKind | null;

  @Field(() => String, { nullable: true, description: "The service on the left: the source of truth." })
  left!: string | null;

  @Field(() => String, { nullable: true, description: "The service on the right." })
  right!: string | null;

  @Field(() => [PipelineModel], { description: "What it reconciles, in order." })
  models!: PipelineModel[];

  @Field(() => [OptionName], { description: "The options that its migrations take; any other is a user error." })
  options!: readonly Name[];
}
