import type { RecordReader } from "../record.js";
import type { EntityDeclaration, EntitySet } from "./entities.js";

/**
 * A reconciliation whose right side is our own tables: each row of the left source is brought in under its key.
 * Data and pure functions, like the rest of a pipeline.
 */
export interface Upsert {
  /** the tables of ours that it writes, in the order in which they are shown */
  readonly entities: readonly EntityDeclaration[];
  /** the entity whose effect is a row's own: created, updated, unchanged */
  readonly mainEntity: string;
  /** columns of the source that some of them lack; a missing one reads as null */
  readonly optionalColumns: readonly string[];
  /** the identity primary key of the legacy system: it changes when the row is rewritten, but not on every edit */
  readonly ipkColumn: string;
  /** a row's, as the main entity keeps it */
  readonly ipkOf: (row: RecordReader) => string | null;
  /** when the row was last modified */
  readonly modifiedColumn: string;
  /** what a row's fingerprint is made of */
  readonly contentColumns: readonly string[];
  /** the key that an id stands for, the same as in `select`; null where it is none: `map` rejects such a row */
  readonly keyOf: (id: string) => number | null;
  /**
   * the rows that are selected, id first, in the order of their keys, those without a key last;
   * never fails on a row, whatever is in it
   */
  readonly select: (schema: string, present: ReadonlySet<string>, selection: Selection) => string;
  /** how the keys fall into ranges: the last key of each, and how many rows there are up to it; for the last range, all */
  readonly selectRanges: (schema: string, idRange: Selection["idRange"], division: Division) => string;
  /** the ids, as they stand in the source, of keys that several rows have */
  readonly selectDuplicates: (schema: string) => string;
  /** the same of these keys alone, one id a key: it groups them, and not the whole source */
  readonly selectDuplicatesAmong: (schema: string, keys: readonly number[]) => string;
  /** all rows of these keys in the order of `select`; behind the columns, how many rows the key has */
  readonly selectClashing: (schema: string, present: ReadonlySet<string>, keys: readonly number[]) => string;
  readonly map: (row: RecordReader, given: MappingContext) => Mapping;
}

/** Which rows of the source are wanted; null where there is no bound. */
export interface Selection {
  readonly modifiedSince: Date | null;
  readonly idRange: { readonly from: number; readonly to: number } | null;
  /** only rows with these ids, as they stand in the source */
  readonly ids: readonly string[] | null;
  readonly limit: number | null;
  /** only rows of keys behind this one, and those without a key */
  readonly after: number | null;
  /** only rows of keys up to this one */
  readonly upTo: number | null;
}

export const EVERYTHING: Selection = {
  modifiedSince: null,
  idRange: null,
  ids: null,
  limit: null,
  after: null,
  upTo: null,
};

/** Into ranges of how many rows a source is divided, and into how many at most. */
export interface Division {
  readonly rowsPerPart: number;
  readonly mostParts: number;
}

/** What mapping a row needs from outside. */
export interface MappingContext {
  /** codes of the sponsors that there are */
  readonly codes: ReadonlySet<string>;
  /** the day of the migration, YYYY-MM-DD */
  readonly today: string;
}

/** What a row becomes: entities under a key, or the reason why it can't be taken. */
export type Mapping =
  | {
      readonly kind: "mapped";
      readonly key: number;
      readonly entities: EntitySet;
      /** a code that no sponsor has: the rest of the row is taken all the same */
      readonly unknownCode: string | null;
    }
  | { readonly kind: "rejected"; readonly reason: string; readonly message: string };
