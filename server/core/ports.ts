import type { MigrationOptions } from "./options.js";
import type { Progress } from "./progress.js";
import type { Cell, Row } from "./record.js";

/** A service whose records are read. */
export interface Source {
  /** as people call it */
  readonly title: string;
  /** the PostgreSQL schema, or what else its tables are named under */
  readonly schema: string;
  /** the columns of a table; none where there is no such table */
  columnsOf(table: string): Promise<ReadonlySet<string>>;
  /** why a query can't be run, such as columns of types that don't go together; null if it can */
  unreadable(select: (schema: string) => string): Promise<string | null>;
  /**
   * One consistent view of the whole source, whatever is written to it meanwhile. Where others are read at the same time,
   * one process is to answer each query: several would be in one another's way.
   */
  openSnapshot(options?: { readonly besideOthers?: boolean }): Promise<Snapshot>;
  close(): Promise<void>;
}

export interface Snapshot {
  /** how many rows a table has */
  count(table: string): Promise<number>;
  /** the rows of a query as lines of COPY text (core/copy-line), in its order, some whole lines at a time */
  readLines(select: (schema: string) => string): AsyncIterable<Buffer>;
  /** the rows of a query, in its order, some at a time; `select` is given the quoted schema */
  read(select: (schema: string) => string): AsyncIterable<readonly Row[]>;
  close(): Promise<void>;
}

/** Where a change goes. */
export interface TargetField {
  readonly table: string;
  readonly field: string;
  /** a timestamp column that is set with it */
  readonly touches: string;
}

/** A service whose records are updated. */
export interface Target {
  /** Applies changes in one transaction where the record still holds `before`; gives the ids that took it. */
  apply(
    to: TargetField,
    changes: readonly { readonly recordId: string; readonly before: Cell; readonly after: Cell }[],
  ): Promise<ReadonlySet<string>>;
  /** What the field holds now; records that are gone are left out. */
  current(of: TargetField, recordIds: readonly string[]): Promise<ReadonlyMap<string, Cell>>;
  close(): Promise<void>;
}

export type Trigger = "API" | "COMMAND_LINE" | "SCHEDULE";

/** A request for a migration. */
export interface StartRequest {
  readonly pipeline: string;
  readonly options: MigrationOptions;
  readonly trigger: Trigger;
  readonly startedBy: string | null;
  readonly idempotencyKey: string | null;
  /** where another migration of the pipeline is active, wait for its end */
  readonly queue?: boolean;
  /** the schedule that asks */
  readonly scheduleId?: number;
}

/** What a person can put right about a request. */
export interface UserProblem {
  readonly code: UserProblemCode;
  /** the input field, as a path: `pipeline`, `options.batchSize` */
  readonly field: string | null;
  readonly message: string;
}

export type UserProblemCode =
  | "UNKNOWN_PIPELINE"
  | "OPTION_NOT_TAKEN"
  | "MIGRATION_ACTIVE"
  | "IDEMPOTENCY_KEY_REUSED"
  | "IDEMPOTENCY_KEY_INVALID"
  | "MIGRATION_NOT_FOUND"
  | "MIGRATION_NOT_ACTIVE"
  | "SPONSOR_INVALID"
  | "SCHEDULE_NOT_FOUND"
  | "SCHEDULE_NAME_INVALID"
  | "SCHEDULE_NAME_TAKEN"
  | "TOO_MANY_SCHEDULES"
  | "CRON_INVALID"
  | "TIME_ZONE_INVALID"
  | "WEBHOOK_URL_INVALID"
  | "WEBHOOK_ADDRESS_LOCAL"
  | "WEBHOOK_SECRET_INVALID"
  | "USER_NOT_FOUND"
  | "USERNAME_INVALID"
  | "USERNAME_TAKEN"
  | "USER_FIXED"
  | "USER_IS_ONESELF"
  | "PASSWORD_INVALID"
  | "PASSWORD_WRONG"
  | "SESSION_NOT_FOUND"
  | "TOKEN_NOT_FOUND"
  | "TOKEN_NAME_INVALID"
  | "TOKEN_LIFE_INVALID"
  | "RETENTION_INVALID";

/** The id of the migration that a request is about, or why there is none. */
export type RequestOutcome =
  | { readonly migrationId: number; readonly problems: readonly [] }
  | { readonly migrationId: number | null; readonly problems: readonly [UserProblem, ...UserProblem[]] };

/** Starts and cancels migrations. */
export interface Migrations {
  start(request: StartRequest): Promise<RequestOutcome>;
  /** `by` is who asks; whoever runs the process where it is left out */
  cancel(migrationId: number, by?: string): Promise<RequestOutcome>;
}

/** Structured logs: what happened, with ids, never with a row's values. */
export interface Logger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A progress event as it was stored. */
export interface ProgressEvent {
  /** grows with time, unique */
  readonly cursor: string;
  readonly migrationId: number;
  readonly at: Date;
  readonly progress: Progress;
}

/** The progress of migrations, wherever they run. */
export interface ProgressFeed {
  /** the events of a migration after a cursor, each once and in order, then live ones; ends with the migration's end */
  follow(migrationId: number, after: string | null, until?: AbortSignal): AsyncIterableIterator<ProgressEvent>;
  /** ids of migrations as they end, from now on */
  finished(until?: AbortSignal): AsyncIterableIterator<number>;
}
