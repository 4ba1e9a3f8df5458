import type { Normalisation } from "./normalise/normalise.js";
import type { OptionName } from "./options.js";
import type { RecordReader, Side } from "./record.js";
import type { Upsert } from "./upsert/upsert.js";

/** What to migrate: data and pure functions, no I/O. The engine does the rest. */
export interface Pipeline {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly left: SourceDeclaration;
  readonly right: SourceDeclaration;
  readonly models: readonly Model[];
  /** the migration options it takes; any other is a user error */
  readonly options: readonly OptionName[];
  /** where the right side is our own tables: how its one model is brought in */
  readonly upsert?: Upsert;
}

/** A source by the name that the configuration knows, and the tables that must be there. */
export interface SourceDeclaration {
  readonly name: string;
  /** as people call it */
  readonly title: string;
  readonly tables: readonly TableDeclaration[];
}

export interface TableDeclaration {
  readonly name: string;
  readonly columns: readonly string[];
}

/** A kind of record that the pipeline reconciles. */
export interface Model {
  readonly name: string;
  readonly title: string;
  readonly left: ModelSource;
  readonly right: ModelSource;
  /** what each side's select gives after the id, in order */
  readonly columns: readonly Column[];
  readonly matchKeys: readonly MatchKey[];
  readonly exclusion?: Exclusion;
  readonly candidateRules: readonly CandidateRule[];
  readonly update?: Update;
}

/** How a source gives a model's records. */
export interface ModelSource {
  /** model and service, as reports name them */
  readonly class: string;
  /** the table whose rows are the records, for the count that progress is measured against */
  readonly table: string;
  /** a query that gives id and columns as text, in a stable order; `schema` is quoted already */
  readonly select: (schema: string) => string;
}

export interface Column {
  readonly name: string;
  /** as people read it */
  readonly title: string;
  /** several values, separated by VALUE_SEPARATOR */
  readonly many?: boolean;
  /** a value that is there again is shown once; sources leave that to us, since they would sort to find out */
  readonly distinct?: boolean;
  /** about a person: masked for those who may not see it */
  readonly personal?: boolean;
  /** found by search: by its whole value, or by each of its words */
  readonly search?: "value" | "words";
  /** orphans are counted by its values, or by the months of its moments */
  readonly group?: "value" | "month";
}

/** Where a column's cell is in a row or a line: behind the id. */
export function columnPosition(columns: readonly Column[], name: string): number {
  const position = columns.findIndex((column) => column.name === name) + 1;
  if (position === 0) throw new Error(`the model declares no column ${name}`);
  return position;
}

/** A column whose equal values prove two records the same. */
export interface MatchKey {
  readonly column: string;
  readonly normalisation: Normalisation;
}

/** A named rule that leaves unmatched records of one side out of the question. */
export interface Exclusion {
  readonly reason: string;
  readonly side: Side;
  readonly applies: (record: RecordReader) => boolean;
}

/**
 * How records of the two sides may look the same without a match key.
 * A rule that `finds` names the candidates: records that agree on one of its values.
 * A rule that `supports` only ranks those that are found.
 */
export interface CandidateRule {
  readonly name: string;
  readonly description: string;
  readonly role: "finds" | "supports";
  /** what must agree, all of it; a record without any of it agrees with nobody */
  readonly agreesOn: readonly Trait[];
}

/** A column of a rule, compared without case and surrounding white space; of one with several values, each. */
export interface Trait {
  readonly name: string;
  readonly column: string;
  /** compared word by word, however they are spaced, or by the first word alone */
  readonly words?: "ALL" | "FIRST";
}

/** The update of a matched right record from its left one. */
export interface Update {
  /** what changes call the thing that is updated */
  readonly entity: string;
  readonly table: string;
  /** the column, of the same name on both sides and in the target's table */
  readonly field: string;
  /** a timestamp column that the service's own code sets on every save */
  readonly touches: string;
  /** why a value can't be taken, or null if it can */
  readonly refuse: (value: string | null) => Refusal | null;
}

export interface Refusal {
  readonly reason: string;
  readonly message: string;
}
