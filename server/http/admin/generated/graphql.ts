/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What the audit log tells of. */
export type AuditAction =
  /** A migration was asked to stop. */
  | 'MIGRATION_CANCELLED'
  /** A migration was started, or waits its turn. */
  | 'MIGRATION_STARTED'
  /** Somebody changed their password. */
  | 'PASSWORD_CHANGED'
  /** An admin gave a user another password. */
  | 'PASSWORD_RESET'
  /** Somebody was shown what says something about people. */
  | 'PERSONAL_READ'
  /** A report was downloaded. */
  | 'REPORT_DOWNLOADED'
  /** How many migrations keep their details was set. */
  | 'RETENTION_SET'
  /** A schedule was changed. */
  | 'SCHEDULE_CHANGED'
  /** A schedule was made. */
  | 'SCHEDULE_CREATED'
  /** A schedule was deleted. */
  | 'SCHEDULE_DELETED'
  /** A session was ended from elsewhere. */
  | 'SESSION_ENDED'
  /** Somebody signed in. */
  | 'SIGNED_IN'
  /** Somebody ended their session. */
  | 'SIGNED_OUT'
  /** A sign-in was refused. */
  | 'SIGN_IN_FAILED'
  /** A sponsor was saved. */
  | 'SPONSOR_SAVED'
  /** An API token was made. */
  | 'TOKEN_CREATED'
  /** An API token was revoked. */
  | 'TOKEN_REVOKED'
  /** A user got another role, or was disabled or enabled. */
  | 'USER_CHANGED'
  /** A user was made. */
  | 'USER_CREATED';

/** What tells that a row has changed. */
export type ChangeDetection =
  /** Either of them. */
  | 'BOTH'
  /** A fingerprint of its content. */
  | 'CONTENT'
  /** Its identity primary key in the legacy system: it changes when the row is rewritten, but not on every edit. */
  | 'IPK';

/** A password for another. */
export type ChangePasswordInput = {
  /** The password that you have now. */
  current: string;
  /** The password to have: 10 to 200 characters. */
  next: string;
};

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

/** A token to make. */
export type CreateTokenInput = {
  /** After how many days it ends: 1 to 366. */
  days?: number | null | undefined;
  /** What it is for: 1 to 100 characters, without a colon. */
  name: string;
  /** What whoever has it may do. */
  role: Role;
};

/** A user to make. */
export type CreateUserInput = {
  /** The first password, 10 to 200 characters; the user can change it. */
  password: string;
  /** What the user may do. */
  role: Role;
  /** The name to sign in with: 1 to 100 characters, without a colon. */
  username: string;
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

/** The order of a list of migrations. */
export type MigrationOrder =
  /** The one that was asked for last comes first. */
  | 'NEWEST_FIRST'
  /** The one that was asked for first comes first. */
  | 'OLDEST_FIRST';

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

/** Another password for a user who has lost theirs. */
export type ResetPasswordInput = {
  /** The user's id. */
  id: string | number;
  /** The password, 10 to 200 characters. */
  password: string;
};

/** What somebody may do; each role includes those before it. */
export type Role =
  /** Does everything: users, tokens, the audit log, retention. */
  | 'ADMIN'
  /** Sees that too; each time it is written down. */
  | 'ANALYST'
  /** Starts and cancels migrations, and keeps schedules and sponsors. */
  | 'OPERATOR'
  /** Sees results; what says something about people is masked. */
  | 'VIEWER';

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

/** What to change of a user; what is left out stays as it is. */
export type UpdateUserInput = {
  /** Whether the user can't sign in any more: sessions and open sockets end at once. */
  disabled?: boolean | null | undefined;
  /** The user's id. */
  id: string | number;
  /** What the user may do from now on. */
  role?: Role | null | undefined;
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

export type ShownUserFragment = { id: string, username: string, role: Role, firstAdmin: boolean, hasPassword: boolean, createdBy: string | null, createdAt: string, lastSignIn: string | null, disabledAt: string | null };

export type ShownTokenFragment = { id: string, name: string, role: Role, createdBy: string, createdAt: string, expiresAt: string, revokedAt: string | null, lastUsedAt: string | null };

export type UsersQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type UsersQuery = { users: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, username: string, role: Role, firstAdmin: boolean, hasPassword: boolean, createdBy: string | null, createdAt: string, lastSignIn: string | null, disabledAt: string | null }> } };

export type CreateUserMutationVariables = Exact<{
  input: CreateUserInput;
}>;


export type CreateUserMutation = { createUser: { user: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type UpdateUserMutationVariables = Exact<{
  input: UpdateUserInput;
}>;


export type UpdateUserMutation = { updateUser: { user: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type ResetPasswordMutationVariables = Exact<{
  input: ResetPasswordInput;
}>;


export type ResetPasswordMutation = { resetPassword: { user: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type TokensQueryVariables = Exact<{
  first: number;
  after?: string | null | undefined;
}>;


export type TokensQuery = { tokens: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, name: string, role: Role, createdBy: string, createdAt: string, expiresAt: string, revokedAt: string | null, lastUsedAt: string | null }> } };

export type CreateTokenMutationVariables = Exact<{
  input: CreateTokenInput;
}>;


export type CreateTokenMutation = { createToken: { secret: string | null, token: { id: string, name: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type RevokeTokenMutationVariables = Exact<{
  id: string | number;
}>;


export type RevokeTokenMutation = { revokeToken: { token: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type AuditEntriesQueryVariables = Exact<{
  actor?: string | null | undefined;
  actions?: Array<AuditAction> | AuditAction | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type AuditEntriesQuery = { auditEntries: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ number: string, at: string, actor: string, action: AuditAction, details: unknown }> } };

export type MatchesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MatchesQuery = { matches: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, model: string, left: { id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> }, right: { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> } }> } };

export type OrphansQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  side?: Side | null | undefined;
  hasCandidates?: boolean | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrphansQuery = { orphans: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, model: string, side: Side, candidateCount: number, record: { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> }, candidates: Array<{ rank: number, record: { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> }, agreements: Array<{ rule: string, description: string | null, values: Array<{ name: string, value: string }> }> }> }> } };

export type DuplicatesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type DuplicatesQuery = { duplicates: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, model: string, sameSide: boolean, leftCount: number, rightCount: number, records: { totalCount: number, nodes: Array<{ id: string, side: Side, source: string, class: string, why: Array<{ key: string, value: string, withCount: number }>, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> }> } }> } };

export type RejectionReasonsQueryVariables = Exact<{
  migrationId: string | number;
}>;


export type RejectionReasonsQuery = { rejectionReasons: Array<{ reason: string, rows: number }> };

export type RejectionsQueryVariables = Exact<{
  migrationId: string | number;
  reason?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RejectionsQuery = { rejections: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ model: string, side: Side, source: string, recordId: string, reason: string, message: string, row: unknown }> } };

export type ChangesQueryVariables = Exact<{
  migrationId: string | number;
  entity?: string | null | undefined;
  effect?: Effect | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ChangesQuery = { changes: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ entity: string, recordId: string, field: string, before: string | null, after: string | null, effect: Effect, state: ChangeState, detectedBy: Detection | null }> } };

export type ChangedEntitiesQueryVariables = Exact<{
  migrationId: string | number;
}>;


export type ChangedEntitiesQuery = { migration: { id: string, effects: Array<{ entity: string }> } | null };

export type SharedValuesQueryVariables = Exact<{
  migrationId: string | number;
  model?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SharedValuesQuery = { sharedValues: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ model: string, key: string, value: string, leftRecords: number, rightRecords: number }> } };

export type PagePlaceFragment = { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null };

export type OptionFieldsFragment = { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null };

export type ModelFieldsFragment = { model: string, total: number, matched: number, matchRate: number, matchRateLevel: Level | null, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, sharedValueCount: number, excluded: number, rejected: number, leftRecords: number, rightRecords: number };

export type RowFieldsFragment = { read: number, created: number, updated: number, unchanged: number, rejected: number };

export type ProgressStepFragment = { cursor: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } };

export type MigrationLineFragment = { id: string, status: MigrationStatus, waiting: boolean, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, successRate: number | null, successLevel: Level | null, pipeline: { name: string, title: string, kind: PipelineKind | null }, schedule: { id: string, name: string } | null, error: { code: string } | null, results: Array<{ model: string, total: number, matchRate: number, matchRateLevel: Level | null }> };

export type UserErrorFieldsFragment = { code: UserErrorCode, field: string | null, message: string };

export type ShownRecordFragment = { id: string, side: Side, source: string, class: string, fields: Array<{ name: string, title: string, value: string | null, values: Array<string>, personal: boolean }> };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { username: string, role: Role } };

export type MySessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type MySessionsQuery = { mySessions: Array<{ id: string, agent: string | null, address: string | null, createdAt: string, lastUsedAt: string, expiresAt: string, current: boolean }> };

export type EndSessionMutationVariables = Exact<{
  id: string | number;
}>;


export type EndSessionMutation = { endSession: { ended: number, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type EndOtherSessionsMutationVariables = Exact<{ [key: string]: never; }>;


export type EndOtherSessionsMutation = { endOtherSessions: { ended: number, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type ChangePasswordMutationVariables = Exact<{
  input: ChangePasswordInput;
}>;


export type ChangePasswordMutation = { changePassword: { userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type OverviewQueryVariables = Exact<{ [key: string]: never; }>;


export type OverviewQuery = { pipelines: Array<{ name: string, title: string, description: string, kind: PipelineKind | null, left: string | null, right: string | null, latestMigration: { id: string, status: MigrationStatus, waiting: boolean, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, successRate: number | null, successLevel: Level | null, progress: { stage: StageName | null, model: string | null, done: number, total: number | null } | null, pipeline: { name: string, title: string, kind: PipelineKind | null }, schedule: { id: string, name: string } | null, error: { code: string } | null, results: Array<{ model: string, total: number, matchRate: number, matchRateLevel: Level | null }> } | null, schedules: Array<{ id: string, name: string, enabled: boolean, nextRuns: Array<string> }> }> };

export type PipelineToStartQueryVariables = Exact<{
  name: string;
}>;


export type PipelineToStartQuery = { pipeline: { name: string, title: string, description: string, kind: PipelineKind | null, left: string | null, right: string | null, options: Array<MigrationOptionName>, latestMigration: { id: string, status: MigrationStatus } | null } | null };

export type OptionsOfMigrationQueryVariables = Exact<{
  id: string | number;
}>;


export type OptionsOfMigrationQuery = { migration: { id: string, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null } } | null };

export type PipelineChoicesQueryVariables = Exact<{ [key: string]: never; }>;


export type PipelineChoicesQuery = { pipelines: Array<{ name: string, title: string, kind: PipelineKind | null, left: string | null, right: string | null, description: string, options: Array<MigrationOptionName> }> };

export type TrendQueryVariables = Exact<{
  pipeline: string;
  last?: number | null | undefined;
}>;


export type TrendQuery = { trend: Array<{ migrationId: string, finishedAt: string | null, dryRun: boolean, model: string, total: number, matchRate: number, successRate: number | null }> };

export type MigrationHeadQueryVariables = Exact<{
  id: string | number;
}>;


export type MigrationHeadQuery = { migration: { detailsKept: boolean, id: string, status: MigrationStatus, waiting: boolean, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, successRate: number | null, successLevel: Level | null, pipeline: { left: string | null, right: string | null, name: string, title: string, kind: PipelineKind | null, models: Array<{ name: string, title: string }> }, schedule: { id: string, name: string } | null, error: { code: string } | null, results: Array<{ model: string, total: number, matchRate: number, matchRateLevel: Level | null }> } | null };

export type MigrationUnderWayQueryVariables = Exact<{
  id: string | number;
}>;


export type MigrationUnderWayQuery = { migration: { id: string, status: MigrationStatus, waiting: boolean, queuedAt: string, startedAt: string | null, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, progress: { cursor: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } } | null, previous: { stages: Array<{ name: StageName, model: string | null }> } | null } | null };

export type MigrationResultQueryVariables = Exact<{
  id: string | number;
}>;


export type MigrationResultQuery = { migration: { detailsKept: boolean, peakMemoryBytes: number | null, efficiency: number | null, efficiencyLevel: Level | null, unknownCodeCount: number, id: string, status: MigrationStatus, waiting: boolean, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, successRate: number | null, successLevel: Level | null, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, error: { code: string, message: string } | null, pipeline: { left: string | null, right: string | null, name: string, title: string, kind: PipelineKind | null, models: Array<{ name: string, title: string, exclusion: string | null }> }, results: Array<{ model: string, total: number, matchRate: number, matchRateLevel: Level | null, matched: number, orphanedLeft: number, orphanedRight: number, orphanedLeftWithCandidates: number, orphanedRightWithCandidates: number, duplicates: number, sameSideClusters: number, sharedValueCount: number, excluded: number, rejected: number, leftRecords: number, rightRecords: number }>, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number } | null, detections: Array<{ detectedBy: Detection, rows: number }>, effects: Array<{ entity: string, created: number, updated: number, unchanged: number, deleted: number, ended: number }>, unknownCodes: Array<{ code: string, rows: number }>, recommendations: Array<{ code: RecommendationCode, message: string, evidence: { title: string, url: string | null, query: string | null } }>, reports: Array<{ kind: string, model: string | null, format: string, view: ReportView, fileName: string, url: string, bytes: number | null, sha256: string | null }>, stages: Array<{ name: StageName, model: string | null, done: number, total: number | null, startedAt: string, finishedAt: string | null, durationMs: number | null }>, previous: { id: string, finishedAt: string | null, dryRun: boolean, successRate: number | null, efficiency: number | null, durationMs: number | null, rows: { read: number, created: number, updated: number, unchanged: number, rejected: number } | null, results: Array<{ model: string, total: number, matched: number, matchRate: number, orphanedLeft: number, orphanedRight: number, duplicates: number }> } | null, schedule: { id: string, name: string } | null } | null };

export type MigrationsQueryVariables = Exact<{
  pipeline?: string | null | undefined;
  status?: Array<MigrationStatus> | MigrationStatus | null | undefined;
  order?: MigrationOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type MigrationsQuery = { migrations: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, endCursor: string | null }, nodes: Array<{ id: string, status: MigrationStatus, waiting: boolean, dryRun: boolean, trigger: Trigger, startedBy: string | null, queuedAt: string, startedAt: string | null, finishedAt: string | null, durationMs: number | null, successRate: number | null, successLevel: Level | null, pipeline: { name: string, title: string, kind: PipelineKind | null }, schedule: { id: string, name: string } | null, error: { code: string } | null, results: Array<{ model: string, total: number, matchRate: number, matchRateLevel: Level | null }> }> } };

export type StartMigrationMutationVariables = Exact<{
  input: StartMigrationInput;
}>;


export type StartMigrationMutation = { startMigration: { migration: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type CancelMigrationMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelMigrationMutation = { cancelMigration: { migration: { id: string, status: MigrationStatus } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type MigrationProgressSubscriptionVariables = Exact<{
  migrationId: string | number;
  after?: string | null | undefined;
}>;


export type MigrationProgressSubscription = { migrationProgress: { cursor: string, at: string, status: MigrationStatus, stage: StageName | null, model: string | null, done: number, total: number | null, rate: number | null, estimatedEnd: string | null, counts: { read: number, matched: number, orphans: number, duplicates: number, updated: number, rejected: number } } };

export type MigrationFinishedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type MigrationFinishedSubscription = { migrationFinished: { id: string } };

export type RunFieldsFragment = { dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null };

export type ShownScheduleFragment = { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null } | null };

export type SchedulesQueryVariables = Exact<{ [key: string]: never; }>;


export type SchedulesQuery = { schedules: Array<{ id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null } | null }> };

export type ScheduleQueryVariables = Exact<{
  id: string | number;
}>;


export type ScheduleQuery = { schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, runs: { totalCount: number, nodes: Array<{ dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null }> }, deliveries: { totalCount: number, nodes: Array<{ id: string, status: DeliveryStatus, attempts: number, responseStatus: number | null, error: string | null, createdAt: string, nextAttemptAt: string | null, migration: { id: string } | null }> }, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null } | null } | null };

export type ScheduleToEditQueryVariables = Exact<{
  id: string | number;
}>;


export type ScheduleToEditQuery = { schedule: { id: string, name: string, cron: string, timeZone: string, enabled: boolean, overlap: Overlap, missed: Missed, createdBy: string | null, createdAt: string, updatedAt: string, nextRuns: Array<string>, pipeline: { name: string, title: string }, options: { mode: Mode | null, modifiedSince: string | null, forceUpdate: boolean | null, limit: number | null, batchSize: number | null, changeDetection: ChangeDetection | null, rejectedOf: string | null, dryRun: boolean | null, idRange: { from: number, to: number } | null }, webhook: { url: string, on: WebhookOccasion } | null, lastRun: { dueAt: string, decision: RunDecision, because: string, migration: { id: string, status: MigrationStatus } | null } | null } | null };

export type CreateScheduleMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type CreateScheduleMutation = { createSchedule: { webhookSecret: string | null, schedule: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type UpdateScheduleMutationVariables = Exact<{
  input: UpdateScheduleInput;
}>;


export type UpdateScheduleMutation = { updateSchedule: { webhookSecret: string | null, schedule: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

export type DeleteScheduleMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteScheduleMutation = { deleteSchedule: { schedule: { id: string } | null, userErrors: Array<{ code: UserErrorCode, field: string | null, message: string }> } };

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
export const ShownUserFragmentDoc = new TypedDocumentString(`
    fragment ShownUser on User {
  id
  username
  role
  firstAdmin
  hasPassword
  createdBy
  createdAt
  lastSignIn
  disabledAt
}
    `, {"fragmentName":"ShownUser"}) as unknown as TypedDocumentString<ShownUserFragment, unknown>;
export const ShownTokenFragmentDoc = new TypedDocumentString(`
    fragment ShownToken on ApiToken {
  id
  name
  role
  createdBy
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
    `, {"fragmentName":"ShownToken"}) as unknown as TypedDocumentString<ShownTokenFragment, unknown>;
export const PagePlaceFragmentDoc = new TypedDocumentString(`
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}
    `, {"fragmentName":"PagePlace"}) as unknown as TypedDocumentString<PagePlaceFragment, unknown>;
export const ModelFieldsFragmentDoc = new TypedDocumentString(`
    fragment ModelFields on ModelResult {
  model
  total
  matched
  matchRate
  matchRateLevel
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  sharedValueCount
  excluded
  rejected
  leftRecords
  rightRecords
}
    `, {"fragmentName":"ModelFields"}) as unknown as TypedDocumentString<ModelFieldsFragment, unknown>;
export const RowFieldsFragmentDoc = new TypedDocumentString(`
    fragment RowFields on MigrationRows {
  read
  created
  updated
  unchanged
  rejected
}
    `, {"fragmentName":"RowFields"}) as unknown as TypedDocumentString<RowFieldsFragment, unknown>;
export const ProgressStepFragmentDoc = new TypedDocumentString(`
    fragment ProgressStep on MigrationProgress {
  cursor
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
    `, {"fragmentName":"ProgressStep"}) as unknown as TypedDocumentString<ProgressStepFragment, unknown>;
export const MigrationLineFragmentDoc = new TypedDocumentString(`
    fragment MigrationLine on Migration {
  id
  pipeline {
    name
    title
    kind
  }
  status
  waiting
  dryRun
  trigger
  startedBy
  schedule {
    id
    name
  }
  queuedAt
  startedAt
  finishedAt
  durationMs
  successRate
  successLevel
  error {
    code
  }
  results {
    model
    total
    matchRate
    matchRateLevel
  }
}
    `, {"fragmentName":"MigrationLine"}) as unknown as TypedDocumentString<MigrationLineFragment, unknown>;
export const UserErrorFieldsFragmentDoc = new TypedDocumentString(`
    fragment UserErrorFields on UserError {
  code
  field
  message
}
    `, {"fragmentName":"UserErrorFields"}) as unknown as TypedDocumentString<UserErrorFieldsFragment, unknown>;
export const ShownRecordFragmentDoc = new TypedDocumentString(`
    fragment ShownRecord on Record {
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
}
    `, {"fragmentName":"ShownRecord"}) as unknown as TypedDocumentString<ShownRecordFragment, unknown>;
export const OptionFieldsFragmentDoc = new TypedDocumentString(`
    fragment OptionFields on MigrationOptions {
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
    `, {"fragmentName":"OptionFields"}) as unknown as TypedDocumentString<OptionFieldsFragment, unknown>;
export const RunFieldsFragmentDoc = new TypedDocumentString(`
    fragment RunFields on ScheduledRun {
  dueAt
  decision
  because
  migration {
    id
    status
  }
}
    `, {"fragmentName":"RunFields"}) as unknown as TypedDocumentString<RunFieldsFragment, unknown>;
export const ShownScheduleFragmentDoc = new TypedDocumentString(`
    fragment ShownSchedule on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    ...OptionFields
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
    ...RunFields
  }
}
    fragment OptionFields on MigrationOptions {
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
fragment RunFields on ScheduledRun {
  dueAt
  decision
  because
  migration {
    id
    status
  }
}`, {"fragmentName":"ShownSchedule"}) as unknown as TypedDocumentString<ShownScheduleFragment, unknown>;
export const UsersDocument = new TypedDocumentString(`
    query Users($first: Int!, $after: String) {
  users(first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PagePlace
    }
    nodes {
      ...ShownUser
    }
  }
}
    fragment ShownUser on User {
  id
  username
  role
  firstAdmin
  hasPassword
  createdBy
  createdAt
  lastSignIn
  disabledAt
}
fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}`) as unknown as TypedDocumentString<UsersQuery, UsersQueryVariables>;
export const CreateUserDocument = new TypedDocumentString(`
    mutation CreateUser($input: CreateUserInput!) {
  createUser(input: $input) {
    user {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CreateUserMutation, CreateUserMutationVariables>;
export const UpdateUserDocument = new TypedDocumentString(`
    mutation UpdateUser($input: UpdateUserInput!) {
  updateUser(input: $input) {
    user {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<UpdateUserMutation, UpdateUserMutationVariables>;
export const ResetPasswordDocument = new TypedDocumentString(`
    mutation ResetPassword($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    user {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ResetPasswordMutation, ResetPasswordMutationVariables>;
export const TokensDocument = new TypedDocumentString(`
    query Tokens($first: Int!, $after: String) {
  tokens(first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PagePlace
    }
    nodes {
      ...ShownToken
    }
  }
}
    fragment ShownToken on ApiToken {
  id
  name
  role
  createdBy
  createdAt
  expiresAt
  revokedAt
  lastUsedAt
}
fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}`) as unknown as TypedDocumentString<TokensQuery, TokensQueryVariables>;
export const CreateTokenDocument = new TypedDocumentString(`
    mutation CreateToken($input: CreateTokenInput!) {
  createToken(input: $input) {
    token {
      id
      name
    }
    secret
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CreateTokenMutation, CreateTokenMutationVariables>;
export const RevokeTokenDocument = new TypedDocumentString(`
    mutation RevokeToken($id: ID!) {
  revokeToken(id: $id) {
    token {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<RevokeTokenMutation, RevokeTokenMutationVariables>;
export const AuditEntriesDocument = new TypedDocumentString(`
    query AuditEntries($actor: String, $actions: [AuditAction!], $first: Int!, $after: String) {
  auditEntries(actor: $actor, actions: $actions, first: $first, after: $after) {
    totalCount
    pageInfo {
      ...PagePlace
    }
    nodes {
      number
      at
      actor
      action
      details
    }
  }
}
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}`) as unknown as TypedDocumentString<AuditEntriesQuery, AuditEntriesQueryVariables>;
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
      ...PagePlace
    }
    nodes {
      id
      model
      left {
        ...ShownRecord
        why {
          key
          value
        }
      }
      right {
        ...ShownRecord
      }
    }
  }
}
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}
fragment ShownRecord on Record {
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
}`) as unknown as TypedDocumentString<MatchesQuery, MatchesQueryVariables>;
export const OrphansDocument = new TypedDocumentString(`
    query Orphans($migrationId: ID!, $model: String, $side: Side, $hasCandidates: Boolean, $search: String, $first: Int, $after: String) {
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
      ...PagePlace
    }
    nodes {
      id
      model
      side
      candidateCount
      record {
        ...ShownRecord
      }
      candidates(first: 5) {
        rank
        record {
          ...ShownRecord
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
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}
fragment ShownRecord on Record {
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
}`) as unknown as TypedDocumentString<OrphansQuery, OrphansQueryVariables>;
export const DuplicatesDocument = new TypedDocumentString(`
    query Duplicates($migrationId: ID!, $model: String, $search: String, $first: Int, $after: String) {
  duplicates(
    migrationId: $migrationId
    model: $model
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PagePlace
    }
    nodes {
      id
      model
      sameSide
      leftCount
      rightCount
      records(first: 60) {
        totalCount
        nodes {
          ...ShownRecord
          why {
            key
            value
            withCount
          }
        }
      }
    }
  }
}
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}
fragment ShownRecord on Record {
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
}`) as unknown as TypedDocumentString<DuplicatesQuery, DuplicatesQueryVariables>;
export const RejectionReasonsDocument = new TypedDocumentString(`
    query RejectionReasons($migrationId: ID!) {
  rejectionReasons(migrationId: $migrationId) {
    reason
    rows
  }
}
    `) as unknown as TypedDocumentString<RejectionReasonsQuery, RejectionReasonsQueryVariables>;
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
      ...PagePlace
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
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
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
      ...PagePlace
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
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}`) as unknown as TypedDocumentString<ChangesQuery, ChangesQueryVariables>;
export const ChangedEntitiesDocument = new TypedDocumentString(`
    query ChangedEntities($migrationId: ID!) {
  migration(id: $migrationId) {
    id
    effects {
      entity
    }
  }
}
    `) as unknown as TypedDocumentString<ChangedEntitiesQuery, ChangedEntitiesQueryVariables>;
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
      ...PagePlace
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
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}`) as unknown as TypedDocumentString<SharedValuesQuery, SharedValuesQueryVariables>;
export const MeDocument = new TypedDocumentString(`
    query Me {
  me {
    username
    role
  }
}
    `) as unknown as TypedDocumentString<MeQuery, MeQueryVariables>;
export const MySessionsDocument = new TypedDocumentString(`
    query MySessions {
  mySessions {
    id
    agent
    address
    createdAt
    lastUsedAt
    expiresAt
    current
  }
}
    `) as unknown as TypedDocumentString<MySessionsQuery, MySessionsQueryVariables>;
export const EndSessionDocument = new TypedDocumentString(`
    mutation EndSession($id: ID!) {
  endSession(id: $id) {
    ended
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<EndSessionMutation, EndSessionMutationVariables>;
export const EndOtherSessionsDocument = new TypedDocumentString(`
    mutation EndOtherSessions {
  endOtherSessions {
    ended
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<EndOtherSessionsMutation, EndOtherSessionsMutationVariables>;
export const ChangePasswordDocument = new TypedDocumentString(`
    mutation ChangePassword($input: ChangePasswordInput!) {
  changePassword(input: $input) {
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<ChangePasswordMutation, ChangePasswordMutationVariables>;
export const OverviewDocument = new TypedDocumentString(`
    query Overview {
  pipelines {
    name
    title
    description
    kind
    left
    right
    latestMigration {
      ...MigrationLine
      progress {
        stage
        model
        done
        total
      }
    }
    schedules {
      id
      name
      enabled
      nextRuns
    }
  }
}
    fragment MigrationLine on Migration {
  id
  pipeline {
    name
    title
    kind
  }
  status
  waiting
  dryRun
  trigger
  startedBy
  schedule {
    id
    name
  }
  queuedAt
  startedAt
  finishedAt
  durationMs
  successRate
  successLevel
  error {
    code
  }
  results {
    model
    total
    matchRate
    matchRateLevel
  }
}`) as unknown as TypedDocumentString<OverviewQuery, OverviewQueryVariables>;
export const PipelineToStartDocument = new TypedDocumentString(`
    query PipelineToStart($name: String!) {
  pipeline(name: $name) {
    name
    title
    description
    kind
    left
    right
    options
    latestMigration {
      id
      status
    }
  }
}
    `) as unknown as TypedDocumentString<PipelineToStartQuery, PipelineToStartQueryVariables>;
export const OptionsOfMigrationDocument = new TypedDocumentString(`
    query OptionsOfMigration($id: ID!) {
  migration(id: $id) {
    id
    options {
      ...OptionFields
    }
  }
}
    fragment OptionFields on MigrationOptions {
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
}`) as unknown as TypedDocumentString<OptionsOfMigrationQuery, OptionsOfMigrationQueryVariables>;
export const PipelineChoicesDocument = new TypedDocumentString(`
    query PipelineChoices {
  pipelines {
    name
    title
    kind
    left
    right
    description
    options
  }
}
    `) as unknown as TypedDocumentString<PipelineChoicesQuery, PipelineChoicesQueryVariables>;
export const TrendDocument = new TypedDocumentString(`
    query Trend($pipeline: String!, $last: Int) {
  trend(pipeline: $pipeline, last: $last) {
    migrationId
    finishedAt
    dryRun
    model
    total
    matchRate
    successRate
  }
}
    `) as unknown as TypedDocumentString<TrendQuery, TrendQueryVariables>;
export const MigrationHeadDocument = new TypedDocumentString(`
    query MigrationHead($id: ID!) {
  migration(id: $id) {
    ...MigrationLine
    detailsKept
    pipeline {
      left
      right
      models {
        name
        title
      }
    }
  }
}
    fragment MigrationLine on Migration {
  id
  pipeline {
    name
    title
    kind
  }
  status
  waiting
  dryRun
  trigger
  startedBy
  schedule {
    id
    name
  }
  queuedAt
  startedAt
  finishedAt
  durationMs
  successRate
  successLevel
  error {
    code
  }
  results {
    model
    total
    matchRate
    matchRateLevel
  }
}`) as unknown as TypedDocumentString<MigrationHeadQuery, MigrationHeadQueryVariables>;
export const MigrationUnderWayDocument = new TypedDocumentString(`
    query MigrationUnderWay($id: ID!) {
  migration(id: $id) {
    id
    status
    waiting
    queuedAt
    startedAt
    stages {
      name
      model
      done
      total
      startedAt
      finishedAt
      durationMs
    }
    progress {
      ...ProgressStep
    }
    previous {
      stages {
        name
        model
      }
    }
  }
}
    fragment ProgressStep on MigrationProgress {
  cursor
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
}`) as unknown as TypedDocumentString<MigrationUnderWayQuery, MigrationUnderWayQueryVariables>;
export const MigrationResultDocument = new TypedDocumentString(`
    query MigrationResult($id: ID!) {
  migration(id: $id) {
    ...MigrationLine
    detailsKept
    peakMemoryBytes
    options {
      ...OptionFields
    }
    error {
      code
      message
    }
    pipeline {
      left
      right
      models {
        name
        title
        exclusion
      }
    }
    results {
      ...ModelFields
    }
    rows {
      ...RowFields
    }
    efficiency
    efficiencyLevel
    detections {
      detectedBy
      rows
    }
    effects {
      entity
      created
      updated
      unchanged
      deleted
      ended
    }
    unknownCodeCount
    unknownCodes(first: 100) {
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
    reports {
      kind
      model
      format
      view
      fileName
      url
      bytes
      sha256
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
    previous {
      id
      finishedAt
      dryRun
      successRate
      efficiency
      durationMs
      rows {
        ...RowFields
      }
      results {
        model
        total
        matched
        matchRate
        orphanedLeft
        orphanedRight
        duplicates
      }
    }
  }
}
    fragment OptionFields on MigrationOptions {
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
fragment ModelFields on ModelResult {
  model
  total
  matched
  matchRate
  matchRateLevel
  orphanedLeft
  orphanedRight
  orphanedLeftWithCandidates
  orphanedRightWithCandidates
  duplicates
  sameSideClusters
  sharedValueCount
  excluded
  rejected
  leftRecords
  rightRecords
}
fragment RowFields on MigrationRows {
  read
  created
  updated
  unchanged
  rejected
}
fragment MigrationLine on Migration {
  id
  pipeline {
    name
    title
    kind
  }
  status
  waiting
  dryRun
  trigger
  startedBy
  schedule {
    id
    name
  }
  queuedAt
  startedAt
  finishedAt
  durationMs
  successRate
  successLevel
  error {
    code
  }
  results {
    model
    total
    matchRate
    matchRateLevel
  }
}`) as unknown as TypedDocumentString<MigrationResultQuery, MigrationResultQueryVariables>;
export const MigrationsDocument = new TypedDocumentString(`
    query Migrations($pipeline: String, $status: [MigrationStatus!], $order: MigrationOrder, $first: Int, $after: String) {
  migrations(
    pipeline: $pipeline
    status: $status
    order: $order
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      ...PagePlace
    }
    nodes {
      ...MigrationLine
    }
  }
}
    fragment PagePlace on PageInfo {
  hasNextPage
  hasPreviousPage
  endCursor
}
fragment MigrationLine on Migration {
  id
  pipeline {
    name
    title
    kind
  }
  status
  waiting
  dryRun
  trigger
  startedBy
  schedule {
    id
    name
  }
  queuedAt
  startedAt
  finishedAt
  durationMs
  successRate
  successLevel
  error {
    code
  }
  results {
    model
    total
    matchRate
    matchRateLevel
  }
}`) as unknown as TypedDocumentString<MigrationsQuery, MigrationsQueryVariables>;
export const StartMigrationDocument = new TypedDocumentString(`
    mutation StartMigration($input: StartMigrationInput!) {
  startMigration(input: $input) {
    migration {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<StartMigrationMutation, StartMigrationMutationVariables>;
export const CancelMigrationDocument = new TypedDocumentString(`
    mutation CancelMigration($id: ID!) {
  cancelMigration(id: $id) {
    migration {
      id
      status
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CancelMigrationMutation, CancelMigrationMutationVariables>;
export const MigrationProgressDocument = new TypedDocumentString(`
    subscription MigrationProgress($migrationId: ID!, $after: String) {
  migrationProgress(migrationId: $migrationId, after: $after) {
    ...ProgressStep
  }
}
    fragment ProgressStep on MigrationProgress {
  cursor
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
    subscription MigrationFinished {
  migrationFinished {
    id
  }
}
    `) as unknown as TypedDocumentString<MigrationFinishedSubscription, MigrationFinishedSubscriptionVariables>;
export const SchedulesDocument = new TypedDocumentString(`
    query Schedules {
  schedules {
    ...ShownSchedule
  }
}
    fragment OptionFields on MigrationOptions {
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
fragment RunFields on ScheduledRun {
  dueAt
  decision
  because
  migration {
    id
    status
  }
}
fragment ShownSchedule on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    ...OptionFields
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
    ...RunFields
  }
}`) as unknown as TypedDocumentString<SchedulesQuery, SchedulesQueryVariables>;
export const ScheduleDocument = new TypedDocumentString(`
    query Schedule($id: ID!) {
  schedule(id: $id) {
    ...ShownSchedule
    runs(first: 20) {
      totalCount
      nodes {
        ...RunFields
      }
    }
    deliveries(first: 20) {
      totalCount
      nodes {
        id
        status
        attempts
        responseStatus
        error
        createdAt
        nextAttemptAt
        migration {
          id
        }
      }
    }
  }
}
    fragment OptionFields on MigrationOptions {
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
fragment RunFields on ScheduledRun {
  dueAt
  decision
  because
  migration {
    id
    status
  }
}
fragment ShownSchedule on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    ...OptionFields
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
    ...RunFields
  }
}`) as unknown as TypedDocumentString<ScheduleQuery, ScheduleQueryVariables>;
export const ScheduleToEditDocument = new TypedDocumentString(`
    query ScheduleToEdit($id: ID!) {
  schedule(id: $id) {
    ...ShownSchedule
  }
}
    fragment OptionFields on MigrationOptions {
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
fragment RunFields on ScheduledRun {
  dueAt
  decision
  because
  migration {
    id
    status
  }
}
fragment ShownSchedule on Schedule {
  id
  name
  pipeline {
    name
    title
  }
  options {
    ...OptionFields
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
    ...RunFields
  }
}`) as unknown as TypedDocumentString<ScheduleToEditQuery, ScheduleToEditQueryVariables>;
export const CreateScheduleDocument = new TypedDocumentString(`
    mutation CreateSchedule($input: CreateScheduleInput!) {
  createSchedule(input: $input) {
    schedule {
      id
    }
    webhookSecret
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<CreateScheduleMutation, CreateScheduleMutationVariables>;
export const UpdateScheduleDocument = new TypedDocumentString(`
    mutation UpdateSchedule($input: UpdateScheduleInput!) {
  updateSchedule(input: $input) {
    schedule {
      id
    }
    webhookSecret
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<UpdateScheduleMutation, UpdateScheduleMutationVariables>;
export const DeleteScheduleDocument = new TypedDocumentString(`
    mutation DeleteSchedule($id: ID!) {
  deleteSchedule(id: $id) {
    schedule {
      id
    }
    userErrors {
      ...UserErrorFields
    }
  }
}
    fragment UserErrorFields on UserError {
  code
  field
  message
}`) as unknown as TypedDocumentString<DeleteScheduleMutation, DeleteScheduleMutationVariables>;