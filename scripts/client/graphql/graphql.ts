/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What tells that a row has changed. */
export type ChangeDetection =
  /** Either of them. */
  | 'BOTH'
  /** A fingerprint of its content. */
  | 'CONTENT'
  /** Its identity primary key in the legacy system: it changes when the row is rewritten, but not on every edit. */
  | 'IPK';

/** What is known of a change. */
export type ChangeState =
  /** The target confirmed it. */
  | 'APPLIED'
  /** A dry run says that a run would make it. */
  | 'FORECAST'
  /** It is about to be made; after a crash, all that is known. */
  | 'INTENDED'
  /** The target does not have it: the record was no longer as it was read, or the migration ended before. */
  | 'NOT_APPLIED'
  /** It was left intended by a crash, and somebody else has written since. */
  | 'OVERTAKEN';

/** A schedule to make. */
export type CreateScheduleInput = {
  /** When it is due: five fields (minute, hour, day of the month, month, day of the week), or six with seconds in front, such as `0 2 * * *` for every day at 02:00. A day has to fit both its fields. Each time on the clock is due once: the first time where the clock is set back, the moment after where it is set forward over it. */
  cron: string;
  /** Whether it starts migrations. */
  enabled?: boolean | null | undefined;
  /** What to do about due times that passed while no server ran. */
  missed?: Missed | null | undefined;
  /** Its name: 1 to 100 characters, as no other schedule has it. */
  name: string;
  /** What to tell its migrations. */
  options?: MigrationOptionsInput | null | undefined;
  /** What to do where another migration of its pipeline is active. */
  overlap?: Overlap | null | undefined;
  /** The pipeline's name. */
  pipeline: string;
  /** The time zone whose clock the expression goes by, such as `Europe/London` or `UTC`. */
  timeZone?: string | null | undefined;
  /** Whom to tell of the end of its migrations. */
  webhook?: WebhookInput | null | undefined;
};

/** How far a webhook's news has come. */
export type DeliveryStatus =
  /** The receiver took it: it answered 200 to 299. */
  | 'DELIVERED'
  /** It was given up. */
  | 'FAILED'
  /** It is sent, or will be sent again. */
  | 'PENDING';

/** What showed that a row of the source differs from what was taken of it before. */
export type Detection =
  /** Its content is another; its identity primary key is as before or was not compared. */
  | 'CONTENT'
  /** Nothing: the migration was told to update all the same. */
  | 'FORCED'
  /** Its identity primary key in the legacy system is another, or it has none; its content is as before or was not compared. */
  | 'IPK'
  /** Both its identity primary key and its content are others. */
  | 'IPK_AND_CONTENT'
  /** There was nothing to compare it with. */
  | 'NEW';

/** What a migration does to a record of its target. */
export type Effect =
  /** It was not there before. */
  | 'CREATED'
  /** It is gone. */
  | 'DELETED'
  /** It was closed, but kept. */
  | 'ENDED'
  /** It stayed as it was. */
  | 'UNCHANGED'
  /** Some of it is another than before. */
  | 'UPDATED';

/** Ids from … to, both included. */
export type IdRangeInput = {
  /** The first id. */
  from: number;
  /** The last id. */
  to: number;
};

/** What a rate means, by the thresholds of the settings (defaults below). */
export type Level =
  /** Efficiency from 0.30 to 0.70. */
  | 'ACCEPTABLE'
  /** Success below 0.90, or a match rate below 0.50: find out what is wrong with the sources. */
  | 'CRITICAL'
  /** Efficiency below 0.30: see the recommendations. */
  | 'INEFFICIENT'
  /** Success above 0.95, or a match rate above 0.75. */
  | 'NORMAL'
  /** Efficiency above 0.70. */
  | 'OPTIMAL'
  /** Success from 0.90 to 0.95, or a match rate from 0.50: review what was rejected or is an orphan. */
  | 'WARNING';

/** An option that a migration can be started with. */
export type MigrationOptionName =
  /** How many changes are applied in one transaction. */
  | 'batchSize'
  /** What tells that a row has changed. */
  | 'changeDetection'
  /** Forecast the changes, apply none. */
  | 'dryRun'
  /** Write records that did not change, too. */
  | 'forceUpdate'
  /** Only records whose ids lie in a range. */
  | 'idRange'
  /** At most so many records. */
  | 'limit'
  /** Which records may be written. */
  | 'mode'
  /** Only records that were modified since then. */
  | 'modifiedSince'
  /** Only what another migration rejected. */
  | 'rejectedOf';

/** What a migration can be told. A pipeline takes some of these; any other is a user error. */
export type MigrationOptionsInput = {
  /** How many changes, or rows of an upsert, to apply in one transaction. */
  batchSize?: number | null | undefined;
  /** What tells that a row has changed; BOTH by default. */
  changeDetection?: ChangeDetection | null | undefined;
  /** Forecast the changes, apply none. */
  dryRun?: boolean | null | undefined;
  /** Write records that did not change, too. */
  forceUpdate?: boolean | null | undefined;
  /** Only records whose ids lie in this range. */
  idRange?: IdRangeInput | null | undefined;
  /** At most so many records. */
  limit?: number | null | undefined;
  /** Which records may be written. */
  mode?: Mode | null | undefined;
  /** Only records modified since: a date, a date-time (UTC where it names no zone), `yesterday`, or `last`: since the last modification that was read by a migration which took everything. */
  modifiedSince?: string | null | undefined;
  /** Take again only what this migration rejected. */
  rejectedOf?: string | number | null | undefined;
};

/** How far a migration has come. */
export type MigrationStatus =
  /** It was cancelled. */
  | 'CANCELLED'
  /** Somebody asked for it to be cancelled; it stops between two batches. */
  | 'CANCELLING'
  /** An error ended it: see `error`. */
  | 'FAILED'
  /** It waits for a worker, or, where it is `waiting`, for the end of another migration of its pipeline. */
  | 'QUEUED'
  /** It is under way. */
  | 'RUNNING'
  /** It came to its end. */
  | 'SUCCEEDED';

/** What a schedule does about due times that passed by more than a minute while no server ran. */
export type Missed =
  /** It lists them in its history, and waits for the next. */
  | 'NONE'
  /** It starts one migration for all of them, as soon as a server runs again. */
  | 'ONCE';

/** Which records a migration may write. */
export type Mode =
  /** Create what is new, leave the rest. */
  | 'CREATE_ONLY'
  /** Update what changed, create nothing. */
  | 'UPDATE_ONLY'
  /** Create what is new, update what changed. */
  | 'UPSERT';

/** What a schedule does where another migration of its pipeline is active when it is due. */
export type Overlap =
  /** It starts one that waits for the end of those before it. */
  | 'QUEUE'
  /** It starts none, and its history says which one was active. */
  | 'SKIP';

/** What a pipeline does with two sides. */
export type PipelineKind =
  /** It compares two services, record by record: see matches, orphans and duplicates. */
  | 'RECONCILIATION'
  /** It brings the rows of one source into our own tables: see changes and rejections. */
  | 'UPSERT';

/** What a recommendation is about. */
export type RecommendationCode =
  /** Edits left the identity primary key alone. */
  | 'CONTENT_ONLY'
  /** Several records of one side are the same. */
  | 'DUPLICATES'
  /** Few of the rows were unchanged. */
  | 'INEFFICIENT'
  /** Rows have no identity primary key. */
  | 'MISSING_IPKS'
  /** There was no sponsor at all. */
  | 'NO_SPONSORS'
  /** Many rows were rejected for one reason. */
  | 'REJECTIONS'
  /** Key values are held by too many records to match. */
  | 'SHARED_VALUES'
  /** Success is critical. */
  | 'SUCCESS_CRITICAL'
  /** Success gives a warning. */
  | 'SUCCESS_WARNING'
  /** Rows name sponsors that there are not. */
  | 'UNKNOWN_CODES';

/** What a report shows of values about people. */
export type ReportView =
  /** All of them; for those who may see them. */
  | 'FULL'
  /** Masks in their place. */
  | 'MASKED'
  /** There are none. */
  | 'PLAIN';

/** What was decided about a due time. */
export type RunDecision =
  /** Nothing was there to start one when it was due, and none was started for it later. */
  | 'MISSED'
  /** The migration could not be started as the schedule asks for it. */
  | 'REFUSED'
  /** Another migration was active, and the schedule skips then. */
  | 'SKIPPED'
  /** A migration was started, or waits its turn. */
  | 'STARTED';

/** A sponsor to save. */
export type SaveSponsorInput = {
  /** Its code, kept in upper case: the sponsor that has it gets the name. */
  code: string | number;
  /** Its name. */
  name: string;
};

/** Which of a pipeline's two sources. */
export type Side =
  /** The source of truth. */
  | 'LEFT'
  /** The source that is compared with it. */
  | 'RIGHT';

/** The stages of a migration, in their order. */
export type StageName =
  /** Changes are made, or in a dry run forecast. */
  | 'APPLY'
  /** Are the sources there, with the tables and columns that are needed? */
  | 'CHECK'
  /** Each cluster gets its outcome, each orphan its candidates. */
  | 'CLASSIFY'
  /** Records are tied into clusters. */
  | 'MATCH'
  /** Both sources are read, each in one consistent snapshot. */
  | 'READ'
  /** Reports are made. */
  | 'REPORT'
  /** Changes of an earlier migration that broke off are settled. */
  | 'SETTLE'
  /** Records and findings are stored. */
  | 'STORE';

/** A request for a migration. */
export type StartMigrationInput = {
  /** The same key again gives the same migration: repeat a request with it without starting another. */
  idempotencyKey?: string | null | undefined;
  /** What to tell the migration. */
  options?: MigrationOptionsInput | null | undefined;
  /** The pipeline's name. */
  pipeline: string;
  /** Where another migration of the pipeline is active: wait for its end, behind those that wait already, instead of a user error. */
  queue?: boolean | null | undefined;
};

/** What started a migration. */
export type Trigger =
  /** A mutation. */
  | 'API'
  /** A person at the command line. */
  | 'COMMAND_LINE'
  /** A schedule. */
  | 'SCHEDULE';

/** What to change of a schedule: what is left out, or null where nothing else is said, stays as it is. */
export type UpdateScheduleInput = {
  /** When it is due: five fields (minute, hour, day of the month, month, day of the week), or six with seconds in front, such as `0 2 * * *` for every day at 02:00. A day has to fit both its fields. Each time on the clock is due once: the first time where the clock is set back, the moment after where it is set forward over it. */
  cron?: string | null | undefined;
  /** Whether it starts migrations. The time that it was disabled counts as none that it missed. */
  enabled?: boolean | null | undefined;
  /** The schedule's id. */
  id: string | number;
  /** What to do about due times that passed while no server ran. */
  missed?: Missed | null | undefined;
  /** Its name: 1 to 100 characters, as no other schedule has it. */
  name?: string | null | undefined;
  /** What to tell its migrations: all of it. */
  options?: MigrationOptionsInput | null | undefined;
  /** What to do where another migration of its pipeline is active. */
  overlap?: Overlap | null | undefined;
  /** The pipeline's name. */
  pipeline?: string | null | undefined;
  /** The time zone whose clock the expression goes by, such as `Europe/London` or `UTC`. */
  timeZone?: string | null | undefined;
  /** Whom to tell of the end of its migrations. Null takes it away. */
  webhook?: WebhookInput | null | undefined;
};

/** What a person can put right about a request. */
export type UserErrorCode =
  /** The cron expression can't be read, or names a day that never comes. */
  | 'CRON_INVALID'
  /** The idempotency key is empty, too long, or holds a NUL. */
  | 'IDEMPOTENCY_KEY_INVALID'
  /** The idempotency key was used for another request. */
  | 'IDEMPOTENCY_KEY_REUSED'
  /** The pipeline has a migration under way: the payload's `migration`. */
  | 'MIGRATION_ACTIVE'
  /** The migration has ended already. */
  | 'MIGRATION_NOT_ACTIVE'
  /** There is no migration with that id. */
  | 'MIGRATION_NOT_FOUND'
  /** The pipeline does not take this option, or not this value. */
  | 'OPTION_NOT_TAKEN'
  /** The password is too short or too long, or is the user's name. */
  | 'PASSWORD_INVALID'
  /** It is not the password that the user has now. */
  | 'PASSWORD_WRONG'
  /** Details of so many migrations can't be kept. */
  | 'RETENTION_INVALID'
  /** The schedule's name is blank, too long, or holds a control character. */
  | 'SCHEDULE_NAME_INVALID'
  /** Another schedule has that name. */
  | 'SCHEDULE_NAME_TAKEN'
  /** There is no schedule with that id. */
  | 'SCHEDULE_NOT_FOUND'
  /** You have no session with that id. */
  | 'SESSION_NOT_FOUND'
  /** The sponsor's code or name is blank, or holds a control character. */
  | 'SPONSOR_INVALID'
  /** There is no such time zone. */
  | 'TIME_ZONE_INVALID'
  /** A token lasts for no day, or for too many. */
  | 'TOKEN_LIFE_INVALID'
  /** The token's name is empty, too long, or holds a colon, a control character or space around it. */
  | 'TOKEN_NAME_INVALID'
  /** There is no token with that id. */
  | 'TOKEN_NOT_FOUND'
  /** There are as many schedules as there may be. */
  | 'TOO_MANY_SCHEDULES'
  /** There is no pipeline of that name. */
  | 'UNKNOWN_PIPELINE'
  /** The user name is empty, too long, or holds a colon, a control character or space around it. */
  | 'USERNAME_INVALID'
  /** Another user has that name. */
  | 'USERNAME_TAKEN'
  /** What is to be changed of this user is said elsewhere: in the settings, or by OpenID Connect. */
  | 'USER_FIXED'
  /** Nobody changes their own role or disables themselves. */
  | 'USER_IS_ONESELF'
  /** There is no user with that id. */
  | 'USER_NOT_FOUND'
  /** The webhook is in the local network, which the server's settings do not allow. */
  | 'WEBHOOK_ADDRESS_LOCAL'
  /** The webhook's secret is too short or too long. */
  | 'WEBHOOK_SECRET_INVALID'
  /** The webhook is no http or https URL, is too long, or holds a user name or password. */
  | 'WEBHOOK_URL_INVALID';

/** Whom to tell of the end of a schedule's migrations. */
export type WebhookInput = {
  /** After which ends. */
  on: WebhookOccasion;
  /** What the news is signed with: 16 to 200 characters. By default the one there is, or a new one: see `webhookSecret`. */
  secret?: string | null | undefined;
  /** An http or https URL without user name and password, not in the local network unless a setting allows it. */
  url: string;
};

/** After which ends a webhook is told. */
export type WebhookOccasion =
  /** It failed or was cancelled, or it succeeded with a success rate that is CRITICAL. */
  | 'CRITICAL'
  /** Any. */
  | 'EVERY_END'
  /** The migration failed or was cancelled. */
  | 'FAILURE';

export type MatchesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MatchesQuery = { matches: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, model: string, left: { id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string, withCount: number, with: Array<{ id: string, side: Side }> }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> }, right: { id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string, withCount: number, with: Array<{ id: string, side: Side }> }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> } }> } };

export type OrphansQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  side?: Side | null | undefined;
  hasCandidates?: boolean | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  candidates?: number | null | undefined;
}>;


export type OrphansQuery = { orphans: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, model: string, side: Side, candidateCount: number, record: { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> }, candidates: Array<{ rank: number, record: { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> }, agreements: Array<{ rule: string, description: string | null, values: Array<{ name: string, value: string }> }> }> }> } };

export type DuplicatesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  records?: number | null | undefined;
  links?: number | null | undefined;
}>;


export type DuplicatesQuery = { duplicates: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, model: string, sameSide: boolean, leftCount: number, rightCount: number, records: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string, withCount: number, with: Array<{ id: string, side: Side }> }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> }> }, chain: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ key: string, value: string, from: { id: string, side: Side }, to: { id: string, side: Side } }> } }> } };

export type RejectionsQueryVariables = Exact<{
  migrationId: string | number;
  reason?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RejectionsQuery = { rejections: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ model: string, side: Side, source: string, recordId: string, reason: string, message: string, row: unknown }> } };

export type ChangesQueryVariables = Exact<{
  migrationId: string | number;
  entity?: string | null | undefined;
  effect?: Effect | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { changes: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ entity: string, recordId: string, field: string, before: string | null, after: string | null, effect: Effect, state: ChangeState, detectedBy: Detection | null }> } };

export type SharedValuesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SharedValuesQuery = { sharedValues: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ model: string, key: string, value: string, leftRecords: number, rightRecords: number }> } };

export type ResultFieldsFragment = { model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, excluded: number, rejected: number, matchRate: number, leftRecords: number, rightRecords: number, sharedValueCount: number };

export type ProgressFieldsFragment = { cursor: string, migrationId: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } };

export type MigrationFieldsFragment = { id: string, status: MigrationStatus, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, peakMemoryBytes: number | null, detailsKept: boolean, successRate: number | null, successLevel: Level | null, efficiency: number | null, efficiencyLevel: Level | null, pipeline: { name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number, successful: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, error: { code: string, message: string } | null, results: Array<{ model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, excluded: number, rejected: number, matchRate: number, leftRecords: number, rightRecords: number, sharedValueCount: number }>, effects: Array<{ entity: string, created: number, updated: number, unchanged: number, deleted: number, ended: number }>, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, reports: Array<{ view: ReportView, kind: string, model: string | null, format: string, fileName: string, url: string, bytes: number | null, sha256: string | null }> };

export type RecordFieldsFragment = { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> };

export type TiedRecordFieldsFragment = { id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string, withCount: number, with: Array<{ id: string, side: Side }> }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }>, keys: Array<{ key: string, values: Array<string> }> };

export type PageFieldsFragment = { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null };

export type PipelinesQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelinesQuery = { pipelines: Array<{ name: string, title: string, description: string, kind: PipelineKind | null, left: string | null, right: string | null, options: Array<MigrationOptionName>, models: Array<{ name: string, title: string, exclusion: string | null, columns: Array<{ name: string, title: string, personal: boolean, searchable: boolean }>, matchKeys: Array<{ column: string, trim: boolean, foldCase: boolean, placeholders: Array<string>, sharedLimit: number }>, candidateRules: Array<{ name: string, description: string }> }>, latestMigration: { id: string, status: MigrationStatus } | null }> };

export type MigrationQueryVariables = Exact<{
  id: string | number;
}>;


export type MigrationQuery = { migration: { unknownCodeCount: number, id: string, status: MigrationStatus, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, peakMemoryBytes: number | null, detailsKept: boolean, successRate: number | null, successLevel: Level | null, efficiency: number | null, efficiencyLevel: Level | null, unknownCodes: Array<{ code: string, rows: number }>, recommendations: Array<{ code: RecommendationCode, message: string, evidence: { title: string, url: string | null, query: string | null } }>, progress: { cursor: string, migrationId: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } } | null, pipeline: { name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number, successful: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, error: { code: string, message: string } | null, results: Array<{ model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, excluded: number, rejected: number, matchRate: number, leftRecords: number, rightRecords: number, sharedValueCount: number }>, effects: Array<{ entity: string, created: number, updated: number, unchanged: number, deleted: number, ended: number }>, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, reports: Array<{ view: ReportView, kind: string, model: string | null, format: string, fileName: string, url: string, bytes: number | null, sha256: string | null }> } | null };

export type MigrationsQueryVariables = Exact<{
  pipeline?: string | null | undefined;
  status?: Array<MigrationStatus> | MigrationStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MigrationsQuery = { migrations: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, status: MigrationStatus, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, peakMemoryBytes: number | null, detailsKept: boolean, successRate: number | null, successLevel: Level | null, efficiency: number | null, efficiencyLevel: Level | null, pipeline: { name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number, successful: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, error: { code: string, message: string } | null, results: Array<{ model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, excluded: number, rejected: number, matchRate: number, leftRecords: number, rightRecords: number, sharedValueCount: number }>, effects: Array<{ entity: string, created: number, updated: number, unchanged: number, deleted: number, ended: number }>, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, reports: Array<{ view: ReportView, kind: string, model: string | null, format: string, fileName: string, url: string, bytes: number | null, sha256: string | null }> }> } };

export type TrendQueryVariables = Exact<{
  pipeline: string;
  model?: string | null | undefined;
  last?: number | null | undefined;
}>;


export type TrendQuery = { trend: Array<{ migrationId: string, finishedAt: string | null, durationMs: number | null, dryRun: boolean, model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, duplicates: number, rejected: number, matchRate: number }> };

export type StartMigrationMutationVariables = Exact<{
  input: StartMigrationInput;
}>;


export type StartMigrationMutation = { startMigration: { migration: { id: string, status: MigrationStatus } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type CancelMigrationMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelMigrationMutation = { cancelMigration: { migration: { id: string, status: MigrationStatus } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type MigrationProgressSubscriptionVariables = Exact<{
  migrationId: string | number;
  after?: string | null | undefined;
}>;


export type MigrationProgressSubscription = { migrationProgress: { cursor: string, migrationId: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } } };

export type MigrationFinishedSubscriptionVariables = Exact<{
  pipeline?: string | null | undefined;
}>;


export type MigrationFinishedSubscription = { migrationFinished: { id: string, status: MigrationStatus, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, peakMemoryBytes: number | null, detailsKept: boolean, successRate: number | null, successLevel: Level | null, efficiency: number | null, efficiencyLevel: Level | null, pipeline: { name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number, successful: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, error: { code: string, message: string } | null, results: Array<{ model: string, total: number, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, excluded: number, rejected: number, matchRate: number, leftRecords: number, rightRecords: number, sharedValueCount: number }>, effects: Array<{ entity: string, created: number, updated: number, unchanged: number, deleted: number, ended: number }>, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, reports: Array<{ view: ReportView, kind: string, model: string | null, format: string, fileName: string, url: string, bytes: number | null, sha256: string | null }> } };

export type ScheduledRunFieldsFragment = { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null };

export type ScheduleFieldsFragment = { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null };

export type SchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesQuery = { schedules: Array<{ id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null }> };

export type SchedulesOfPipelinesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesOfPipelinesQuery = { pipelines: Array<{ name: string, schedules: Array<{ id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null }> }> };

export type ScheduleQueryVariables = Exact<{
  id: string | number;
  runs?: number | null | undefined;
  runsAfter?: string | null | undefined;
  deliveries?: number | null | undefined;
  deliveriesAfter?: string | null | undefined;
}>;


export type ScheduleQuery = { schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, runs: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null }> }, deliveries: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ id: string, url: string, status: DeliveryStatus, attempts: number, responseStatus: number | null, error: string | null, createdAt: string, lastAttemptAt: string | null, nextAttemptAt: string | null, migration: { id: string, status: MigrationStatus } | null }> }, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null } | null };

export type CreateScheduleMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type CreateScheduleMutation = { createSchedule: { webhookSecret: string | null, schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type UpdateScheduleMutationVariables = Exact<{
  input: UpdateScheduleInput;
}>;


export type UpdateScheduleMutation = { updateSchedule: { webhookSecret: string | null, schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decidedAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus, error: { code: string, message: string } | null } | null } | null } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type DeleteScheduleMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteScheduleMutation = { deleteSchedule: { schedule: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type SponsorsQueryVariables = Exact<{
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SponsorsQuery = { sponsors: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, nodes: Array<{ code: string, name: string }> } };

export type SaveSponsorMutationVariables = Exact<{
  input: SaveSponsorInput;
}>;


export type SaveSponsorMutation = { saveSponsor: { sponsor: { code: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type SurplusQueryVariables = Exact<{
  migrationId: string | number;
  first: number;
}>;


export type SurplusQuery = { duplicates: { nodes: Array<{ sameSide: boolean, records: { nodes: Array<{ id: string, side: Side }> } }> } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ProgressFieldsFragmentDoc = new TypedDocumentString(`
    fragment ProgressFields on MigrationProgress {
  cursor
  migrationId
  at
  status
  stage
  model
  done
  total
  rate
  estimatedEnd
  counts {
    read
    matched
    orphans
    duplicates
    updated
    rejected
  }
}
    `, {"fragmentName":"ProgressFields"}) as unknown as TypedDocumentString<ProgressFieldsFragment, unknown>;
export const ResultFieldsFragmentDoc = new TypedDocumentString(`
    fragment ResultFields on ModelResult {
  model
  total
  matched
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  excluded
  rejected
  matchRate
  leftRecords
  rightRecords
  sharedValueCount
}
    `, {"fragmentName":"ResultFields"}) as unknown as TypedDocumentString<ResultFieldsFragment, unknown>;
export const MigrationFieldsFragmentDoc = new TypedDocumentString(`
    fragment MigrationFields on Migration {
  id
  pipeline {
    name
    title
    kind
    left
    right
  }
  status
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  dryRun
  trigger
  startedBy
  queuedAt
  startedAt
  finishedAt
  durationMs
  peakMemoryBytes
  detailsKept
  rows {
    read
    created
    updated
    unchanged
    rejected
    successful
  }
  successRate
  successLevel
  efficiency
  efficiencyLevel
  detections {
    detectedBy
    rows
  }
  error {
    code
    message
  }
  results {
    ...ResultFields
  }
  effects {
    entity
    created
    updated
    unchanged
    deleted
    ended
  }
  stages {
    name
    model
    done
    total
    startedAt
    finishedAt
    durationMs
  }
  reports {
    view
    kind
    model
    format
    fileName
    url
    bytes
    sha256
  }
}
    fragment ResultFields on ModelResult {
  model
  total
  matched
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  excluded
  rejected
  matchRate
  leftRecords
  rightRecords
  sharedValueCount
}`, {"fragmentName":"MigrationFields"}) as unknown as TypedDocumentString<MigrationFieldsFragment, unknown>;
export const RecordFieldsFragmentDoc = new TypedDocumentString(`
    fragment RecordFields on Record {
  id
  side
  source
  class
  fields {
    name
    title
    value
    values
    personal
  }
  keys {
    key
    values
  }
}
    `, {"fragmentName":"RecordFields"}) as unknown as TypedDocumentString<RecordFieldsFragment, unknown>;
export const TiedRecordFieldsFragmentDoc = new TypedDocumentString(`
    fragment TiedRecordFields on Record {
  ...RecordFields
  why {
    key
    value
    with {
      id
      side
    }
    withCount
  }
}
    fragment RecordFields on Record {
  id
  side
  source
  class
  fields {
    name
    title
    value
    values
    personal
  }
  keys {
    key
    values
  }
}`, {"fragmentName":"TiedRecordFields"}) as unknown as TypedDocumentString<TiedRecordFieldsFragment, unknown>;
export const PageFieldsFragmentDoc = new TypedDocumentString(`
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
    `, {"fragmentName":"PageFields"}) as unknown as TypedDocumentString<PageFieldsFragment, unknown>;
export const ScheduledRunFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
    `, {"fragmentName":"ScheduledRunFields"}) as unknown as TypedDocumentString<ScheduledRunFieldsFragment, unknown>;
export const ScheduleFieldsFragmentDoc = new TypedDocumentString(`
    fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}`, {"fragmentName":"ScheduleFields"}) as unknown as TypedDocumentString<ScheduleFieldsFragment, unknown>;
export const MatchesDocument = new TypedDocumentString(`
    query Matches($migrationId: ID!, $model: String, $search: String, $first: Int, $after: String) {
  matches(
    migrationId: $migrationId
    model: $model
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      id
      model
      left {
        ...TiedRecordFields
      }
      right {
        ...TiedRecordFields
      }
    }
  }
}
    fragment RecordFields on Record {
  id
  side
  source
  class
  fields {
    name
    title
    value
    values
    personal
  }
  keys {
    key
    values
  }
}
fragment TiedRecordFields on Record {
  ...RecordFields
  why {
    key
    value
    with {
      id
      side
    }
    withCount
  }
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<MatchesQuery, MatchesQueryVariables>;
export const OrphansDocument = new TypedDocumentString(`
    query Orphans($migrationId: ID!, $model: String, $side: Side, $hasCandidates: Boolean, $search: String, $first: Int, $after: String, $candidates: Int = 20) {
  orphans(
    migrationId: $migrationId
    model: $model
    side: $side
    hasCandidates: $hasCandidates
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      id
      model
      side
      candidateCount
      record {
        ...RecordFields
      }
      candidates(first: $candidates) {
        rank
        record {
          ...RecordFields
        }
        agreements {
          rule
          description
          values {
            name
            value
          }
        }
      }
    }
  }
}
    fragment RecordFields on Record {
  id
  side
  source
  class
  fields {
    name
    title
    value
    values
    personal
  }
  keys {
    key
    values
  }
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<OrphansQuery, OrphansQueryVariables>;
export const DuplicatesDocument = new TypedDocumentString(`
    query Duplicates($migrationId: ID!, $model: String, $search: String, $first: Int, $after: String, $records: Int = 20, $links: Int = 20) {
  duplicates(
    migrationId: $migrationId
    model: $model
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      id
      model
      sameSide
      leftCount
      rightCount
      records(first: $records) {
        totalCount
        pageInfo {
          ...PageFields
        }
        nodes {
          ...TiedRecordFields
        }
      }
      chain(first: $links) {
        totalCount
        pageInfo {
          ...PageFields
        }
        nodes {
          from {
            id
            side
          }
          to {
            id
            side
          }
          key
          value
        }
      }
    }
  }
}
    fragment RecordFields on Record {
  id
  side
  source
  class
  fields {
    name
    title
    value
    values
    personal
  }
  keys {
    key
    values
  }
}
fragment TiedRecordFields on Record {
  ...RecordFields
  why {
    key
    value
    with {
      id
      side
    }
    withCount
  }
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<DuplicatesQuery, DuplicatesQueryVariables>;
export const RejectionsDocument = new TypedDocumentString(`
    query Rejections($migrationId: ID!, $reason: String, $first: Int, $after: String) {
  rejections(
    migrationId: $migrationId
    reason: $reason
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      model
      side
      source
      recordId
      reason
      message
      row
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<RejectionsQuery, RejectionsQueryVariables>;
export const ChangesDocument = new TypedDocumentString(`
    query Changes($migrationId: ID!, $entity: String, $effect: Effect, $first: Int, $after: String) {
  changes(
    migrationId: $migrationId
    entity: $entity
    effect: $effect
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      entity
      recordId
      field
      before
      after
      effect
      state
      detectedBy
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const SharedValuesDocument = new TypedDocumentString(`
    query SharedValues($migrationId: ID!, $model: String, $first: Int, $after: String) {
  sharedValues(
    migrationId: $migrationId
    model: $model
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      model
      key
      value
      leftRecords
      rightRecords
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<SharedValuesQuery, SharedValuesQueryVariables>;
export const PipelinesDocument = new TypedDocumentString(`
    query Pipelines {
  pipelines {
    name
    title
    description
    kind
    left
    right
    options
    models {
      name
      title
      exclusion
      columns {
        name
        title
        personal
        searchable
      }
      matchKeys {
        column
        trim
        foldCase
        placeholders
        sharedLimit
      }
      candidateRules {
        name
        description
      }
    }
    latestMigration {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<PipelinesQuery, PipelinesQueryVariables>;
export const MigrationDocument = new TypedDocumentString(`
    query Migration($id: ID!) {
  migration(id: $id) {
    ...MigrationFields
    unknownCodeCount
    unknownCodes {
      code
      rows
    }
    recommendations {
      code
      message
      evidence {
        title
        url
        query
      }
    }
    progress {
      ...ProgressFields
    }
  }
}
    fragment ResultFields on ModelResult {
  model
  total
  matched
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  excluded
  rejected
  matchRate
  leftRecords
  rightRecords
  sharedValueCount
}
fragment ProgressFields on MigrationProgress {
  cursor
  migrationId
  at
  status
  stage
  model
  done
  total
  rate
  estimatedEnd
  counts {
    read
    matched
    orphans
    duplicates
    updated
    rejected
  }
}
fragment MigrationFields on Migration {
  id
  pipeline {
    name
    title
    kind
    left
    right
  }
  status
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  dryRun
  trigger
  startedBy
  queuedAt
  startedAt
  finishedAt
  durationMs
  peakMemoryBytes
  detailsKept
  rows {
    read
    created
    updated
    unchanged
    rejected
    successful
  }
  successRate
  successLevel
  efficiency
  efficiencyLevel
  detections {
    detectedBy
    rows
  }
  error {
    code
    message
  }
  results {
    ...ResultFields
  }
  effects {
    entity
    created
    updated
    unchanged
    deleted
    ended
  }
  stages {
    name
    model
    done
    total
    startedAt
    finishedAt
    durationMs
  }
  reports {
    view
    kind
    model
    format
    fileName
    url
    bytes
    sha256
  }
}`) as unknown as TypedDocumentString<MigrationQuery, MigrationQueryVariables>;
export const MigrationsDocument = new TypedDocumentString(`
    query Migrations($pipeline: String, $status: [MigrationStatus!], $first: Int, $after: String) {
  migrations(pipeline: $pipeline, status: $status, first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      ...MigrationFields
    }
  }
}
    fragment ResultFields on ModelResult {
  model
  total
  matched
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  excluded
  rejected
  matchRate
  leftRecords
  rightRecords
  sharedValueCount
}
fragment MigrationFields on Migration {
  id
  pipeline {
    name
    title
    kind
    left
    right
  }
  status
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  dryRun
  trigger
  startedBy
  queuedAt
  startedAt
  finishedAt
  durationMs
  peakMemoryBytes
  detailsKept
  rows {
    read
    created
    updated
    unchanged
    rejected
    successful
  }
  successRate
  successLevel
  efficiency
  efficiencyLevel
  detections {
    detectedBy
    rows
  }
  error {
    code
    message
  }
  results {
    ...ResultFields
  }
  effects {
    entity
    created
    updated
    unchanged
    deleted
    ended
  }
  stages {
    name
    model
    done
    total
    startedAt
    finishedAt
    durationMs
  }
  reports {
    view
    kind
    model
    format
    fileName
    url
    bytes
    sha256
  }
}
fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<MigrationsQuery, MigrationsQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($pipeline: String!, $model: String, $last: Int) {
  trend(pipeline: $pipeline, model: $model, last: $last) {
    migrationId
    finishedAt
    durationMs
    dryRun
    model
    total
    matched
    orphanedLeft
    orphanedRight
    duplicates
    rejected
    matchRate
  }
}
    `) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;
export const StartMigrationDocument = new TypedDocumentString(`
    mutation StartMigration($input: StartMigrationInput!) {
  startMigration(input: $input) {
    migration {
      id
      status
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<StartMigrationMutation, StartMigrationMutationVariables>;
export const CancelMigrationDocument = new TypedDocumentString(`
    mutation CancelMigration($id: ID!) {
  cancelMigration(id: $id) {
    migration {
      id
      status
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CancelMigrationMutation, CancelMigrationMutationVariables>;
export const MigrationProgressDocument = new TypedDocumentString(`
    subscription MigrationProgress($migrationId: ID!, $after: String) {
  migrationProgress(migrationId: $migrationId, after: $after) {
    ...ProgressFields
  }
}
    fragment ProgressFields on MigrationProgress {
  cursor
  migrationId
  at
  status
  stage
  model
  done
  total
  rate
  estimatedEnd
  counts {
    read
    matched
    orphans
    duplicates
    updated
    rejected
  }
}`) as unknown as TypedDocumentString<MigrationProgressSubscription, MigrationProgressSubscriptionVariables>;
export const MigrationFinishedDocument = new TypedDocumentString(`
    subscription MigrationFinished($pipeline: String) {
  migrationFinished(pipeline: $pipeline) {
    ...MigrationFields
  }
}
    fragment ResultFields on ModelResult {
  model
  total
  matched
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  excluded
  rejected
  matchRate
  leftRecords
  rightRecords
  sharedValueCount
}
fragment MigrationFields on Migration {
  id
  pipeline {
    name
    title
    kind
    left
    right
  }
  status
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  dryRun
  trigger
  startedBy
  queuedAt
  startedAt
  finishedAt
  durationMs
  peakMemoryBytes
  detailsKept
  rows {
    read
    created
    updated
    unchanged
    rejected
    successful
  }
  successRate
  successLevel
  efficiency
  efficiencyLevel
  detections {
    detectedBy
    rows
  }
  error {
    code
    message
  }
  results {
    ...ResultFields
  }
  effects {
    entity
    created
    updated
    unchanged
    deleted
    ended
  }
  stages {
    name
    model
    done
    total
    startedAt
    finishedAt
    durationMs
  }
  reports {
    view
    kind
    model
    format
    fileName
    url
    bytes
    sha256
  }
}`) as unknown as TypedDocumentString<MigrationFinishedSubscription, MigrationFinishedSubscriptionVariables>;
export const SchedulesDocument = new TypedDocumentString(`
    query Schedules {
  schedules {
    ...ScheduleFields
  }
}
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}`) as unknown as TypedDocumentString<SchedulesQuery, SchedulesQueryVariables>;
export const SchedulesOfPipelinesDocument = new TypedDocumentString(`
    query SchedulesOfPipelines {
  pipelines {
    name
    schedules {
      ...ScheduleFields
    }
  }
}
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}`) as unknown as TypedDocumentString<SchedulesOfPipelinesQuery, SchedulesOfPipelinesQueryVariables>;
export const ScheduleDocument = new TypedDocumentString(`
    query Schedule($id: ID!, $runs: Int, $runsAfter: String, $deliveries: Int, $deliveriesAfter: String) {
  schedule(id: $id) {
    ...ScheduleFields
    runs(first: $runs, after: $runsAfter) {
      totalCount
      pageInfo {
        ...PageFields
      }
      nodes {
        ...ScheduledRunFields
      }
    }
    deliveries(first: $deliveries, after: $deliveriesAfter) {
      totalCount
      pageInfo {
        ...PageFields
      }
      nodes {
        id
        url
        status
        attempts
        responseStatus
        error
        createdAt
        lastAttemptAt
        nextAttemptAt
        migration {
          id
          status
        }
      }
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}
fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}`) as unknown as TypedDocumentString<ScheduleQuery, ScheduleQueryVariables>;
export const CreateScheduleDocument = new TypedDocumentString(`
    mutation CreateSchedule($input: CreateScheduleInput!) {
  createSchedule(input: $input) {
    schedule {
      ...ScheduleFields
    }
    webhookSecret
    userErrors {
      code
      field
      message
    }
  }
}
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}`) as unknown as TypedDocumentString<CreateScheduleMutation, CreateScheduleMutationVariables>;
export const UpdateScheduleDocument = new TypedDocumentString(`
    mutation UpdateSchedule($input: UpdateScheduleInput!) {
  updateSchedule(input: $input) {
    schedule {
      ...ScheduleFields
    }
    webhookSecret
    userErrors {
      code
      field
      message
    }
  }
}
    fragment ScheduledRunFields on ScheduledRun {
  dueAt
  decidedAt
  decision
  because
  migration {
    id
    status
    error {
      code
      message
    }
  }
}
fragment ScheduleFields on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    mode
    modifiedSince
    idRange {
      from
      to
    }
    forceUpdate
    limit
    batchSize
    changeDetection
    rejectedOf
    dryRun
  }
  cron
  timeZone
  enabled
  overlap
  missed
  webhook {
    url
    on
  }
  createdBy
  createdAt
  updatedAt
  nextRuns
  lastRun {
    ...ScheduledRunFields
  }
}`) as unknown as TypedDocumentString<UpdateScheduleMutation, UpdateScheduleMutationVariables>;
export const DeleteScheduleDocument = new TypedDocumentString(`
    mutation DeleteSchedule($id: ID!) {
  deleteSchedule(id: $id) {
    schedule {
      id
      name
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteScheduleMutation, DeleteScheduleMutationVariables>;
export const SponsorsDocument = new TypedDocumentString(`
    query Sponsors($search: String, $first: Int, $after: String) {
  sponsors(search: $search, first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PageFields
    }
    nodes {
      code
      name
    }
  }
}
    fragment PageFields on PageInfo {
  hasNextPage
  hasPreviousPage
  startCursor
  endCursor
}`) as unknown as TypedDocumentString<SponsorsQuery, SponsorsQueryVariables>;
export const SaveSponsorDocument = new TypedDocumentString(`
    mutation SaveSponsor($input: SaveSponsorInput!) {
  saveSponsor(input: $input) {
    sponsor {
      code
      name
    }
    userErrors {
      code
      field
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveSponsorMutation, SaveSponsorMutationVariables>;
export const SurplusDocument = new TypedDocumentString(`
    query Surplus($migrationId: ID!, $first: Int!) {
  duplicates(migrationId: $migrationId, model: "users", first: $first) {
    nodes {
      sameSide
      records {
        nodes {
          id
          side
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SurplusQuery, SurplusQueryVariables>;