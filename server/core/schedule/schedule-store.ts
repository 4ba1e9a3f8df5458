import type { GivenSchedule, RunDecision, Schedule, Webhook } from "./schedule.js";

/** A schedule as it is to be kept. */
export interface ScheduleToKeep extends Omit<GivenSchedule, "webhook"> {
  readonly webhook: (Webhook & { readonly secret: string }) | null;
}

/** What is to be changed; a webhook without a secret keeps the one there is. */
export interface ScheduleChanges extends Partial<Omit<GivenSchedule, "webhook">> {
  readonly webhook?: (Webhook & { readonly secret: string | null }) | null;
}

/** What was decided about a due time. */
export interface DecidedRun {
  readonly dueAt: Date;
  readonly decision: RunDecision;
  readonly because: string;
  readonly migrationId: number | null;
}

/** What is known within a decision. */
export interface Deciding {
  /** the migration that was started for a due time, by somebody who did not live to keep the decision */
  startedBy(idempotencyKey: string): Promise<number | null>;
  /** the migration that another one waits for; null where it does not wait */
  waitsFor(migrationId: number): Promise<number | null>;
}

/** Schedules in our own database. Every change is told to all servers. */
export interface ScheduleStore {
  count(): Promise<number>;
  find(id: number): Promise<Schedule | null>;
  /** null where the name is taken */
  create(schedule: ScheduleToKeep, createdBy: string | null, now: Date): Promise<number | null>;
  /** Due times that passed until now are of no account once the timetable is another or it is enabled anew. */
  update(id: number, changes: ScheduleChanges, now: Date, by: string): Promise<"UPDATED" | "NAME_TAKEN" | "NOT_FOUND">;
  /** gives the schedule as it was */
  remove(id: number, by: string): Promise<Schedule | null>;
  enabled(): Promise<readonly Pick<Schedule, "id" | "cron" | "timeZone" | "decidedUntil">[]>;
  /**
   * Decides about a schedule's due times: nobody else does at the same time, and what was decided is kept, or nothing.
   * Nothing is asked where there is no such schedule, or it is disabled.
   */
  decide(
    id: number,
    now: Date,
    decide: (schedule: Schedule, deciding: Deciding) => Promise<readonly DecidedRun[]>,
  ): Promise<readonly DecidedRun[]>;
}
