import type { EvidenceReader } from "./evidence-port.js";
import type { LogReader } from "./log-port.js";
import type { Agreement } from "./match/agreement.js";
import type { ClusterOutcome } from "./match/classify.js";
import type { Tie } from "./match/explain.js";
import type { FindingCounts, FindingFilter } from "./match/ranges.js";
import type { MigrationOptions } from "./options.js";
import type { NumberedKey, Page, PageRequest } from "./page.js";
import type { PartFailure, PartKind, PartStatus } from "./parts.js";
import type { MatchKey } from "./pipeline.js";
import type { ProgressEvent, Trigger } from "./ports.js";
import type { StageName } from "./progress.js";
import type { Side } from "./record.js";
import type { ScheduleReader } from "./schedule/schedule.js";
import type { SharedValueReader } from "./shared-value-port.js";
import type { MigrationStatus } from "./status.js";
import type { SurveyReader } from "./survey-port.js";
import type { Detection } from "./upsert/detect.js";

/** A migration as it is stored. */
export interface StoredMigration {
  readonly id: number;
  readonly pipeline: string;
  readonly status: MigrationStatus;
  /** behind the active migration of its pipeline */
  readonly waiting: boolean;
  readonly options: MigrationOptions;
  readonly trigger: Trigger;
  readonly startedBy: string | null;
  /** the schedule that started it, which may be gone since */
  readonly scheduleId: number | null;
  readonly queuedAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly detailsDeletedAt: Date | null;
  readonly peakMemoryBytes: number | null;
  /** fingerprint of the rules that it was judged by */
  readonly rules: string;
  /** the version of Crosswalk that was asked for it; empty where none was kept yet */
  readonly codeVersion: string;
}

/** The counts of one model in one migration, and how its details are laid out. */
export interface StoredResult extends FindingCounts {
  readonly id: number;
  readonly migrationId: number;
  readonly pipeline: string;
  readonly model: string;
  readonly position: number;
  readonly total: number;
  readonly excluded: number;
  readonly rejected: number;
  readonly leftRecords: number;
  readonly rightRecords: number;
  readonly columns: readonly string[];
  readonly matchKeys: readonly MatchKey[];
  /** columns by which only those find who may see values about people */
  readonly apartColumns: readonly string[];
  /** false for an upsert: its counts are not ranges of findings, for it keeps none */
  readonly findingsKept: boolean;
  /** for an upsert, rows that were created, had something changed, or needed nothing */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** for an upsert, how many rows each kind of detection decided about */
  readonly detections: Readonly<Partial<Record<Detection, number>>>;
}

export interface StoredStage {
  readonly name: StageName;
  readonly model: string | null;
  readonly done: number;
  readonly total: number | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** A part of a migration that has not ended. */
export interface StoredPart {
  readonly kind: PartKind;
  readonly position: number;
  readonly status: PartStatus;
  readonly attempt: number;
  readonly losses: number;
  readonly worker: string | null;
  readonly lastError: PartFailure | null;
}

export interface StoredEffects {
  readonly entity: string;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly ended: number;
}

/** One model's result in one of a pipeline's succeeded migrations. */
export interface StoredTrendPoint {
  readonly migration: StoredMigration;
  readonly result: StoredResult;
}

/** By the time they were asked for. */
export type MigrationOrder = "NEWEST_FIRST" | "OLDEST_FIRST";

/** When migrations ended: from one moment on, before another. */
export interface Period {
  readonly from: Date | null;
  readonly until: Date | null;
}

/** Migrations and what is kept of them for ever. Lists go by id, newest first unless said otherwise. */
export interface MigrationReader {
  find(id: number): Promise<StoredMigration | null>;
  /** in the order asked */
  findAll(ids: readonly number[]): Promise<readonly (StoredMigration | null)[]>;
  page(
    filter: { readonly pipeline: string | null; readonly status: readonly MigrationStatus[] | null },
    order: MigrationOrder,
    request: PageRequest<number>,
  ): Promise<Page<StoredMigration, number>>;
  /** the newest succeeded one of its pipeline before each migration, in the order asked */
  previous(ids: readonly number[]): Promise<readonly (StoredMigration | null)[]>;
  /** the newest migration of each pipeline, in the order asked; so with all of the following */
  latest(pipelines: readonly string[]): Promise<readonly (StoredMigration | null)[]>;
  results(migrationIds: readonly number[]): Promise<readonly (readonly StoredResult[])[]>;
  effects(migrationIds: readonly number[]): Promise<readonly (readonly StoredEffects[])[]>;
  stages(migrationIds: readonly number[]): Promise<readonly (readonly StoredStage[])[]>;
  parts(migrationIds: readonly number[]): Promise<readonly (readonly StoredPart[])[]>;
  /** the newest progress event of each migration */
  progress(migrationIds: readonly number[]): Promise<readonly (ProgressEvent | null)[]>;
  trend(pipeline: string, model: string | null, last: number, period?: Period): Promise<readonly StoredTrendPoint[]>;
}

/** What matching found, without the records: a cluster may hold very many. */
export interface StoredFinding {
  readonly result: StoredResult;
  readonly number: number;
  readonly outcome: ClusterOutcome;
  /** numbers of its first two records, left ones first: all of a match or an orphan */
  readonly firstMembers: readonly number[];
  readonly leftCount: number;
  readonly rightCount: number;
  /** how many links its chain has */
  readonly linkCount: number;
  readonly candidateCount: number;
}

/** A part of what hangs on a finding: `count` things from position `from`, counted from 0. */
export interface Slice {
  readonly resultId: number;
  readonly number: number;
  readonly from: number;
  readonly count: number;
}

/** What to find findings by; who may not see values about people does not find by them. */
export interface Search {
  readonly text: string;
  readonly seesPersonal: boolean;
}

export interface FindingReader {
  page(
    results: readonly StoredResult[],
    filter: FindingFilter,
    search: Search | null,
    request: PageRequest<NumberedKey>,
  ): Promise<Page<StoredFinding, NumberedKey>>;
  /** duplicates by their numbers, in that order */
  byNumbers(result: StoredResult, numbers: readonly number[]): Promise<readonly StoredFinding[]>;
  /** the duplicates of most records, at most so many */
  largest(result: StoredResult, count: number): Promise<readonly StoredFinding[]>;
  /** numbers of records, left ones first */
  members(slices: readonly Slice[]): Promise<readonly (readonly number[])[]>;
}

/** How a record joined its cluster: it holds a value of a match key that an earlier one holds too. */
export interface Link {
  readonly record: StoredRecord;
  readonly joined: StoredRecord;
  readonly key: string;
  /** as it was compared */
  readonly value: string;
}

/** Why records are one cluster: told from what they held when the migration ran, by the rules that it ran with. */
export interface ExplanationReader {
  /** the key values that tie some records of a cluster to each other */
  ties(
    clusters: readonly { readonly result: StoredResult; readonly members: readonly number[] }[],
  ): Promise<readonly (readonly Tie[])[]>;
  /** parts of the chains that hold clusters together */
  chains(slices: readonly (Slice & { readonly result: StoredResult })[]): Promise<readonly (readonly Link[])[]>;
}

/** Names a record of a model's result. */
export interface RecordKey {
  readonly resultId: number;
  readonly number: number;
}

export interface StoredRecord {
  readonly number: number;
  readonly side: Side;
  readonly recordId: string;
  /** what it holds of each of the model's columns, in the order of its result's `columns` */
  readonly values: readonly (readonly string[])[];
}

export interface StoredCandidate {
  /** 1 is the best */
  readonly rank: number;
  readonly record: number;
  readonly agreements: readonly Agreement[];
}

export interface RecordsReader {
  records(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | null)[]>;
  candidates(slices: readonly Slice[]): Promise<readonly (readonly StoredCandidate[])[]>;
}

/** All that the API reads of migrations. */
export interface Readers {
  readonly migrations: MigrationReader;
  readonly evidence: EvidenceReader;
  readonly findings: FindingReader;
  readonly records: RecordsReader;
  readonly explanations: ExplanationReader;
  readonly sharedValues: SharedValueReader;
  readonly log: LogReader;
  readonly schedules: ScheduleReader;
  readonly surveys: SurveyReader;
}
