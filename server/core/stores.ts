import type { Change } from "./change/plan.js";
import type { SettledState } from "./change/settle.js";
import type { Agreement } from "./match/agreement.js";
import type { ClusterOutcome } from "./match/classify.js";
import type { NotedBytes, NotedSize } from "./match/notes.js";
import type { FindingCounts } from "./match/ranges.js";
import type { MigrationOptions } from "./options.js";
import type { Milestone } from "./parts.js";
import type { Model } from "./pipeline.js";
import type { StartRequest } from "./ports.js";
import type { Cell, Row, Side } from "./record.js";
import type { MigrationStatus } from "./status.js";
import type { ClusterSize } from "./survey/cluster-sizes.js";
import type { KeyUsage } from "./survey/key-usage.js";
import type { OrphanCount } from "./survey/orphan-facets.js";
import type { RuleCount } from "./survey/rule-tally.js";

/** Takes rows in bulk. A promise from `write` is to be awaited before the next row: the database is behind. */
export interface RowSink<R> {
  write(row: R): Promise<void> | undefined;
  end(): Promise<void>;
}

/** Takes records in their order, as lines of COPY text with their newlines; promises as those of a RowSink. */
export interface RecordSink {
  write(lines: Buffer, start: number, end: number): Promise<void> | undefined;
  end(): Promise<void>;
}

/** Records of one side of a model's result, from one on. */
export interface RecordsFrom {
  readonly resultId: number;
  readonly side: Side;
  /** 1 is the first of its side */
  readonly first: number;
}

export interface FindingRow {
  readonly resultId: number;
  readonly number: number;
  readonly outcome: ClusterOutcome;
  readonly members: Int32Array;
  readonly links: Int32Array;
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
  /** number of the first record of the segment */
  readonly segment: number;
  readonly postings: Buffer;
}

/** A piece of what was noted of a side's records; numbered 1, 2, 3 … in their order. */
export interface NotesRow extends NotedBytes {
  readonly resultId: number;
  readonly side: Side;
  readonly number: number;
}

/** Which findings show some records, one after another. */
export interface RecordFindingsRow extends RecordsFrom {
  readonly findings: Int32Array;
  /** empty where none of them is in a same-side cluster */
  readonly sameSide: Int32Array;
}

export interface SharedValueRow {
  readonly resultId: number;
  readonly number: number;
  readonly key: string;
  readonly value: string;
  readonly left: number;
  readonly right: number;
}

/** What became of some records, one after another: hashes of their ids, places in RECORD_OUTCOMES, and ties. */
export interface RecordOutcomesRow extends RecordsFrom {
  readonly ids: Buffer;
  readonly outcomes: Buffer;
  readonly ties: Buffer;
}

/** The value that holds two parts of a duplicate together; see core/survey/bridges. */
export interface BridgeRow {
  readonly resultId: number;
  /** 1 is the one whose parts are largest */
  readonly number: number;
  readonly finding: number;
  readonly key: string;
  readonly value: string;
  readonly larger: number;
  readonly smaller: number;
  readonly settles: boolean;
}

/** What is counted of a model as its findings are stored; kept for ever. */
export interface ModelSurvey {
  readonly keyUsage: readonly KeyUsage[];
  readonly clusterSizes: readonly ClusterSize[];
  readonly orphanCounts: readonly OrphanCount[];
  readonly ruleCounts: readonly RuleCount[];
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

/** What a part of a migration finds, written as one: all of it is kept, or nothing. */
export interface FindingsTransaction {
  /** ids under which the findings of so many models will be kept; records are kept under them before */
  reserveResults(count: number): Promise<readonly number[]>;
  /** from here on the model is one of the migration's results */
  openResult(resultId: number, model: Model, position: number): Promise<void>;
  /** one sink at a time; end it before the next is opened */
  records(from: RecordsFrom): RecordSink;
  findings(): RowSink<FindingRow>;
  candidates(): RowSink<CandidateRow>;
  searchBuckets(): RowSink<BucketRow>;
  notes(): RowSink<NotesRow>;
  recordFindings(): RowSink<RecordFindingsRow>;
  recordOutcomes(): RowSink<RecordOutcomesRow>;
  sharedValues(): RowSink<SharedValueRow>;
  bridges(): RowSink<BridgeRow>;
  rejections(): RowSink<RejectionRow>;
  changes(state: "INTENDED" | "FORECAST"): RowSink<ChangeRow>;
  /** all records of a side that were written before, as whole lines in their order; no sink may be open */
  linesOf(resultId: number, side: Side): AsyncIterable<Buffer>;
  /** how much was noted of the records of both sides */
  sizesOfNotes(resultId: number): Promise<readonly NotedSize[]>;
  /** what was noted of a side's records, in its order; no sink may be open */
  notesOf(resultId: number, side: Side): AsyncIterable<NotedBytes>;
  /** once matching has used them, nobody needs notes any more */
  deleteNotes(resultId: number): Promise<void>;
  /** records that were written before, by their numbers */
  rowsOf(resultId: number, numbers: readonly number[]): Promise<ReadonlyMap<number, Row>>;
  keepSurvey(resultId: number, survey: ModelSurvey): Promise<void>;
  closeResult(resultId: number, counts: ModelCounts): Promise<void>;
  addEffects(entity: string, effects: { readonly updated: number; readonly unchanged: number }): Promise<void>;
  /** keeps all of it, with the part's milestone; where `unsettled`, changes may be under way from here on that are not confirmed */
  commit(milestone: Milestone, unsettled?: boolean): Promise<void>;
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
  /** the changes that are still intended are not to be applied any more, and nothing is in doubt */
  abandon(migrationId: number, milestone: Milestone): Promise<void>;
  /** what became of some of them, with the effects and the rejections that follow, as one */
  confirm(
    migrationId: number,
    entity: string,
    states: ReadonlyMap<number, SettledState>,
    rejections: readonly RejectionRow[],
    milestone: Milestone,
  ): Promise<void>;
  /** ids of ended migrations of a pipeline that left changes unconfirmed */
  unsettled(pipeline: string): Promise<readonly number[]>;
  /** nothing of this migration is unconfirmed any more */
  markSettled(migrationId: number, milestone: Milestone): Promise<void>;
}

/** A worker's lease of a part; it is gone soon after its holder is, and at once where the holder's process dies. */
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
  /** where its sources were, as the process that was asked for it knows them; no secrets */
  readonly sources: string;
  /** whether its rejections are still there */
  readonly detailsKept: boolean;
}

/** What the process that is asked for a migration keeps with it. */
export interface GivenToMigration {
  readonly rules: string;
  readonly codeVersion: string;
  readonly sources: string;
}

/** Migrations, from their request to their end; what happens in between is in core/parts. */
export interface MigrationStore {
  /** Creates a migration and queues its first part, or has it wait its turn; null where another one is active. */
  create(request: StartRequest, given: GivenToMigration): Promise<number | null>;
  find(migrationId: number): Promise<RequestedMigration | null>;
  findByKey(idempotencyKey: string): Promise<RequestedMigration | null>;
  /** the one of a pipeline that is active: not ended, and not waiting for its turn */
  active(pipeline: string): Promise<RequestedMigration | null>;
  /** Asks for the end of a migration: at once where nothing of it runs; gives whether it was active. */
  cancel(migrationId: number, by: string): Promise<boolean>;
}
