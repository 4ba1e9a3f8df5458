import type { Milestone } from "../parts.js";
import type { RejectionRow } from "../stores.js";
import type { Detection, Mark } from "./detect.js";
import type { EntityEffect } from "./effects.js";
import type { EntitySet } from "./entities.js";

/** What is to be written of one key. */
export interface KeyWrite {
  readonly key: number;
  /** the row's id as it stands in the source */
  readonly recordId: string;
  readonly detection: Detection;
  readonly effects: readonly EntityEffect[];
  readonly current: EntitySet | null;
  readonly wanted: EntitySet;
  /** kept with the key, whether or not a field changes */
  readonly mark: Mark;
}

/** A part of a migration that is kept as one: what it writes, what it says of that, and how far it has come. */
export interface UpsertBatch {
  readonly migrationId: number;
  readonly resultId: number;
  /** changes and rejections are numbered behind the last one from here on that is there */
  readonly numbersFrom: number;
  readonly dryRun: boolean;
  readonly writes: readonly KeyWrite[];
  readonly rejections: readonly RejectionRow[];
  /** rows that were known and had not changed */
  readonly skipped: number;
  /** rows taken from the source for this batch, of all kinds */
  readonly rows: number;
  /** clusters of rows with one key among them */
  readonly duplicates: number;
  /** rows for each code that no sponsor has */
  readonly unknownCodes: ReadonlyMap<string, number>;
  /** keys of which several rows were met; kept until the part's end */
  readonly duplicateKeys: readonly number[];
}

/** The values of a row that the target could not take: a constraint, a type. The rest of the batch may be fine. */
export class TargetRefusal extends Error {
  override readonly name = "TargetRefusal";
}

/** Our own tables as the target of an upsert, and the log of what is done to them. */
export interface UpsertTarget {
  /** codes of the sponsors that there are */
  codes(): Promise<ReadonlySet<string>>;
  /** what is kept of keys; those that there are not are left out */
  known(keys: readonly number[]): Promise<ReadonlyMap<number, Mark>>;
  /** the entities of keys */
  current(keys: readonly number[]): Promise<ReadonlyMap<number, EntitySet>>;
  /** the id under which a migration's counts are kept; again gives the same */
  openResult(migrationId: number): Promise<number>;
  /** Keeps a batch and the part's milestone as one; throws a TargetRefusal, with nothing kept, where a value can't be taken. */
  write(batch: UpsertBatch, milestone: () => Milestone): Promise<void>;
  /** Keeps the last of a part as one: batches as they come, then its last milestone. Its duplicate keys are forgotten. */
  writeLast(batches: AsyncIterable<UpsertBatch>, milestone: () => Milestone): Promise<void>;
  /** keys of which a part has met several rows, in order */
  duplicateKeys(partId: number): Promise<readonly number[]>;
  /** up to where the source of the pipeline was read; null where it never was to its end */
  watermark(): Promise<Date | null>;
  /** never backwards */
  moveWatermark(migrationId: number, until: Date): Promise<void>;
  /** ids, as they stand in the source, of the rows that a migration rejected */
  rejectedIds(migrationId: number): Promise<readonly string[]>;
}
