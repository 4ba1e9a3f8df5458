import type { Change } from "./change/plan.js";
import type { SettledState } from "./change/settle.js";
import type { Agreement } from "./match/agreement.js";
import type { ClusterOutcome } from "./match/classify.js";
import type { FindingCounts } from "./match/ranges.js";
import type { MigrationOptions } from "./options.js";
import type { Model } from "./pipeline.js";
import type { StartRequest } from "./ports.js";
import type { Progress, StageName } from "./progress.js";
import type { Cell, Row, Side } from "./record.js";
import type { MigrationStatus } from "./status.js";

/** Takes rows in bulk. A promise from `write` is to be awaited before the next row: the database is behind. */
export interface RowSink<R> {
  write(row: R): Promise<void> | undefined;
  end(): Promise<void>;
}

export interface RecordRow {
  readonly resultId: number;
  readonly number: number;
  readonly row: Row;
}

export interface FindingRow {
  readonly resultId: number;
  readonly number: number;
  readonly outcome: ClusterOutcome;
  readonly members: readonly number[];
  readonly links: readonly number[];
  readonly candidates: number;
}

export interface CandidateRow {
  readonly resultId: number;
  readonly finding: number;
  readonly rank: number;
  readonly record: number;
  readonly agreement: readonly Agreement[];
}

export interface BucketRow {
  readonly resultId: number;
  readonly bucket: number;
  readonly postings: Buffer;
}

export interface SharedValueRow {
  readonly resultId: number;
  readonly number: number;
  readonly key: string;
  readonly value: string;
  readonly left: number;
  readonly right: number;
}

export interface RejectionRow {
  readonly model: string;
  readonly side: Side;
  readonly source: string;
  readonly recordId: string;
  readonly reason: string;
  readonly message: string;
  /** the row's columns, and what else shows why */
  readonly row: Readonly<Record<string, unknown>>;
}

export interface ChangeRow {
  readonly entity: string;
  readonly recordId: string;
  readonly change: Change;
}

/** The counts of one model, under the names of the API. */
export interface ModelCounts extends FindingCounts {
  readonly total: number;
  readonly excluded: number;
  readonly rejected: number;
  readonly leftRecords: number;
  readonly rightRecords: number;
}

/** What a migration finds, written as one: all of it is kept, or nothing. */
export interface FindingsTransaction {
  /** the id under which a model's findings are kept */
  openResult(model: Model, position: number): Promise<number>;
  /** one sink at a time; end it before the next is opened */
  records(): RowSink<RecordRow>;
  findings(): RowSink<FindingRow>;
  candidates(): RowSink<CandidateRow>;
  searchBuckets(): RowSink<BucketRow>;
  sharedValues(): RowSink<SharedValueRow>;
  rejections(): RowSink<RejectionRow>;
  changes(state: "INTENDED" | "FORECAST"): RowSink<ChangeRow>;
  /** records that were written before, by their numbers */
  rowsOf(resultId: number, numbers: readonly number[]): Promise<ReadonlyMap<number, Row>>;
  closeResult(resultId: number, counts: ModelCounts, searchBits: number): Promise<void>;
  addEffects(entity: string, effects: { readonly updated: number; readonly unchanged: number }): Promise<void>;
  /** from here on changes may be under way that are not confirmed */
  commit(unsettled: boolean): Promise<void>;
  rollback(): Promise<void>;
}

/** A change that was intended and not confirmed yet. */
export interface IntendedChange {
  readonly number: number;
  readonly recordId: string;
  readonly field: string;
  readonly before: Cell;
  readonly after: Cell;
}

/** The changes of a migration, from intention to confirmation. */
export interface ChangeStore {
  /** intended changes of an entity in order, behind a number */
  intended(migrationId: number, entity: string, after: number, limit: number): Promise<readonly IntendedChange[]>;
  /** the changes that are still intended are not to be applied any more */
  abandon(migrationId: number): Promise<void>;
  /** what became of some of them, with the effects and the rejections that follow, as one */
  confirm(
    migrationId: number,
    entity: string,
    states: ReadonlyMap<number, SettledState>,
    rejections: readonly RejectionRow[],
  ): Promise<void>;
  /** ids of ended migrations of a pipeline that left changes unconfirmed */
  unsettled(pipeline: string): Promise<readonly number[]>;
  /** nothing of this migration is unconfirmed any more */
  markSettled(migrationId: number): Promise<void>;
}

/** The right to run the migrations of one pipeline; it is gone the moment its holder's connection is. */
export interface Lease {
  /** aborted when the connection breaks: somebody else may hold the lease then */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** What a migration ended with, where that was not well. */
export interface MigrationFailure {
  readonly code: string;
  readonly message: string;
}

/** A migration as its request left it. */
export interface RequestedMigration {
  readonly id: number;
  readonly pipeline: string;
  readonly status: MigrationStatus;
  readonly options: MigrationOptions;
  /** whether its rejections are still there */
  readonly detailsKept: boolean;
}

/** A step to another state, with what is to be kept with it. */
export interface Step {
  readonly to: MigrationStatus;
  /** only from these states; where it is left out, from all that the state table allows */
  readonly from?: readonly MigrationStatus[];
  /** what is told with it; where it is left out, the latest that was told */
  readonly progress?: Progress;
  readonly failure?: MigrationFailure | null;
  readonly peakMemoryBytes?: number;
}

/** Migrations, from their request to their end. */
export interface MigrationStore {
  /** null where another process holds the lease of the pipeline, or this one does already */
  takeLease(pipeline: string): Promise<Lease | null>;
  create(request: StartRequest, rules: string): Promise<number>;
  find(migrationId: number): Promise<RequestedMigration | null>;
  findByKey(idempotencyKey: string): Promise<RequestedMigration | null>;
  /** those of a pipeline that have not ended, newest first */
  active(pipeline: string): Promise<readonly RequestedMigration[]>;
  /**
   * Takes a migration to another state, with the event that tells of it, if the state table allows it from where it is.
   * Gives whether it did: another process may have been faster.
   */
  move(migrationId: number, step: Step): Promise<boolean>;
  /** Deletes the details of a pipeline's migrations but the newest; counts and times stay. */
  deleteOldDetails(pipeline: string, keep: number): Promise<void>;
}

/** Keeps what a migration tells of its way. */
export interface ProgressStore {
  /** stores an event and tells those who follow */
  append(migrationId: number, progress: Progress): Promise<void>;
  saveStage(migrationId: number, stage: StageTiming): Promise<void>;
}

export interface StageTiming {
  readonly position: number;
  readonly name: StageName;
  readonly model: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}
