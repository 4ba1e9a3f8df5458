import type { MigrationOptions } from "../options.js";
import type { Page, PageRequest } from "../page.js";
import type { UserProblem } from "../ports.js";

/** What to do where another migration of the pipeline is active when the schedule is due. */
export type Overlap = "SKIP" | "QUEUE";

/** What to do about due times that passed while nothing was there to start a migration. */
export type Missed = "NONE" | "ONCE";

/** After which ends the webhook is told. */
export type WebhookOccasion = "FAILURE" | "CRITICAL" | "EVERY_END";

export type RunDecision = "STARTED" | "SKIPPED" | "MISSED" | "REFUSED";

export type DeliveryStatus = "PENDING" | "DELIVERED" | "FAILED";

/** Whom to tell of the end of a schedule's migrations; its secret is not for reading. */
export interface Webhook {
  readonly url: string;
  readonly on: WebhookOccasion;
}

/** When a pipeline is to be migrated by itself. */
export interface Schedule {
  readonly id: number;
  readonly name: string;
  readonly pipeline: string;
  readonly options: MigrationOptions;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly webhook: Webhook | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** due times up to here are decided */
  readonly decidedUntil: Date;
}

/** What was decided about one due time. */
export interface ScheduledRun {
  readonly dueAt: Date;
  readonly decidedAt: Date;
  readonly decision: RunDecision;
  readonly because: string;
  readonly migrationId: number | null;
}

/** The news of one migration's end on its way to a webhook. */
export interface Delivery {
  readonly id: number;
  readonly migrationId: number;
  readonly url: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  readonly responseStatus: number | null;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly lastAttemptAt: Date | null;
  readonly nextAttemptAt: Date | null;
}

/** A webhook as it is given; without a secret one is made, or the one there is stays. */
export interface GivenWebhook extends Webhook {
  readonly secret: string | null;
}

/** What a person says of a schedule. */
export interface GivenSchedule {
  readonly name: string;
  readonly pipeline: string;
  readonly options: MigrationOptions;
  readonly cron: string;
  readonly timeZone: string;
  readonly enabled: boolean;
  readonly overlap: Overlap;
  readonly missed: Missed;
  readonly webhook: GivenWebhook | null;
}

export interface ScheduleOutcome {
  readonly schedule: Schedule | null;
  /** one that was made, told this one time */
  readonly webhookSecret: string | null;
  readonly problems: readonly UserProblem[];
}

/** What people do with schedules. */
export interface Schedules {
  create(given: GivenSchedule, createdBy: string | null): Promise<ScheduleOutcome>;
  /** what is left out stays as it is; `by` is who asks, or whoever runs the process; so with the next */
  update(id: number, changes: Partial<GivenSchedule>, by?: string): Promise<ScheduleOutcome>;
  /** gives the schedule as it was */
  remove(id: number, by?: string): Promise<ScheduleOutcome>;
  /** due times to come, as far as there are any; none where it is disabled */
  nextRuns(schedule: Pick<Schedule, "cron" | "timeZone" | "enabled">, count: number): readonly Date[];
}

/** A page of what one schedule has. */
export interface OwnedPageRequest extends PageRequest<number> {
  readonly scheduleId: number;
}

/** Schedules and what became of them; histories go newest first. Lists come in the order in which they were asked for. */
export interface ScheduleReader {
  /** by name */
  all(): Promise<readonly Schedule[]>;
  find(id: number): Promise<Schedule | null>;
  findAll(ids: readonly number[]): Promise<readonly (Schedule | null)[]>;
  ofPipelines(pipelines: readonly string[]): Promise<readonly (readonly Schedule[])[]>;
  lastRuns(scheduleIds: readonly number[]): Promise<readonly (ScheduledRun | null)[]>;
  runs(requests: readonly OwnedPageRequest[]): Promise<readonly Page<ScheduledRun, number>[]>;
  deliveries(requests: readonly OwnedPageRequest[]): Promise<readonly Page<Delivery, number>[]>;
}
