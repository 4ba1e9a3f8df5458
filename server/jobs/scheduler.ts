import { faultOf } from "../core/fault.js";
import type { Logger, Migrations, StartRequest } from "../core/ports.js";
import type { ScheduleRules } from "../core/schedule/check.js";
import { nextDue } from "../core/schedule/due-times.js";
import { type PlannedRun, planRuns } from "../core/schedule/plan-runs.js";
import type { Schedule } from "../core/schedule/schedule.js";
import type { DecidedRun, Deciding, ScheduleStore } from "../core/schedule/schedule-store.js";
import { readTimetable } from "./schedules.js";

export interface SchedulerDependencies extends Pick<ScheduleRules, "readCron"> {
  readonly store: ScheduleStore;
  readonly migrations: Pick<Migrations, "start">;
  readonly logger: Logger;
  readonly now: () => Date;
  /** calls back when an expression fits a zone's clock */
  readonly startCronTask: (expression: string, timeZone: string, onTick: () => void) => CronTask;
  /** queues the news again whose worker is gone */
  readonly reviveAnnouncements: () => Promise<number>;
  /** tells of changes that any server makes to schedules */
  readonly listen: (onChange: () => void) => Promise<{ stop(): Promise<void> }>;
}

export interface CronTask {
  stop(): void;
}

export interface Scheduler {
  /** decides what is due now of all schedules, and follows their changes */
  readonly look: () => Promise<void>;
  /** begins no more; what is being decided is decided */
  stop(): Promise<void>;
}

/** Each minute all schedules are looked at: for those that no task tells of, and for what was missed. */
const EACH_MINUTE = "* * * * *";

/**
 * Starts what schedules ask for. It runs in every server: whoever comes first decides about a due time, in a transaction
 * that holds the schedule's row, and the others find it decided.
 */
export async function startScheduler(deps: SchedulerDependencies): Promise<Scheduler> {
  const { store, logger, startCronTask } = deps;
  const tasks = new Map<number, { readonly timetable: string; readonly task: CronTask }>();
  let stopped = false;
  // One at a time: deciding holds a connection of the pool while the start of a migration takes others.
  let last: Promise<void> = Promise.resolve();
  const inTurn = (what: string, work: () => Promise<void>): Promise<void> => {
    last = last.then(async () => {
      if (stopped) return;
      await work().catch((error: unknown) => logger.error({ ...faultOf(error) }, `${what} failed; it is tried again`));
    });
    return last;
  };

  async function lookAt(id: number): Promise<void> {
    const at = deps.now();
    const decided = await store.decide(id, at, (schedule, deciding) => decide(deps, schedule, deciding, at));
    for (const { dueAt, decision, migrationId } of decided)
      logger.info({ scheduleId: id, dueAt, decision, migrationId }, "a due time was decided");
  }

  /** One task for each enabled schedule as it is now; gives those that have something to decide. */
  async function followSchedules(): Promise<readonly number[]> {
    const enabled = await store.enabled();
    const wanted = new Map(enabled.map(({ id, cron, timeZone }) => [id, `${cron} ${timeZone}`]));
    for (const [id, { timetable, task }] of tasks)
      if (wanted.get(id) !== timetable) {
        task.stop();
        tasks.delete(id);
      }
    const due: number[] = [];
    for (const { id, cron, timeZone, decidedUntil } of enabled) {
      const timetable = readTimetable({ cron, timeZone }, deps);
      if (!timetable) continue;
      if (!tasks.has(id) && !stopped)
        tasks.set(id, {
          timetable: `${cron} ${timeZone}`,
          task: startCronTask(cron, timeZone, () => void lookSoon(id)),
        });
      const next = nextDue(timetable, decidedUntil);
      if (next && next <= deps.now()) due.push(id);
    }
    return due;
  }

  const lookSoon = (id: number): Promise<void> => inTurn("deciding about a schedule", () => lookAt(id));
  const look = async (): Promise<void> => {
    let due: readonly number[] = [];
    await inTurn("following the schedules", async () => {
      due = await followSchedules();
    });
    await inTurn("reviving announcements", async () => {
      const revived = await deps.reviveAnnouncements();
      if (revived > 0) logger.warn({ announcements: revived }, "news queued again whose worker is gone");
    });
    // Each by itself: one that can't be decided must not keep the others from it.
    await Promise.all(due.map(lookSoon));
  };

  const listener = await deps.listen(() => void look());
  const minutes = startCronTask(EACH_MINUTE, "UTC", () => void look());
  await look();

  return {
    look,
    async stop() {
      stopped = true;
      minutes.stop();
      for (const { task } of tasks.values()) task.stop();
      await listener.stop();
      await last;
    },
  };
}

/** What becomes of the due times of a schedule that have passed undecided. */
async function decide(
  deps: SchedulerDependencies,
  schedule: Schedule,
  deciding: Deciding,
  at: Date,
): Promise<readonly DecidedRun[]> {
  const timetable = readTimetable(schedule, deps);
  const planned = timetable ? planRuns({ ...schedule, timetable }, at) : [];
  const decided: DecidedRun[] = [];
  for (const run of planned) decided.push(await decideRun(deps, schedule, deciding, run));
  return decided;
}

async function decideRun(
  { migrations }: SchedulerDependencies,
  schedule: Schedule,
  deciding: Deciding,
  { dueAt, start, because }: PlannedRun,
): Promise<DecidedRun> {
  if (!start) return { dueAt, decision: "MISSED", because, migrationId: null };
  const request = requestOf(schedule, dueAt);
  const earlier = await deciding.startedBy(request.idempotencyKey);
  if (earlier !== null) return { dueAt, decision: "STARTED", because, migrationId: earlier };

  const { migrationId, problems } = await migrations.start(request);
  const [problem] = problems;
  if (!problem && migrationId !== null) {
    const waitsFor = await deciding.waitsFor(migrationId);
    const queued =
      waitsFor === null ? "" : ` It waits for the end of migration ${waitsFor}, since the schedule queues.`;
    return { dueAt, decision: "STARTED", because: `${because}${queued}`, migrationId };
  }
  const told = problems.map(({ message }) => message).join(" ");
  if (problem?.code !== "MIGRATION_ACTIVE")
    return {
      dueAt,
      decision: "REFUSED",
      because: `${because} The migration could not be started: ${told}`,
      migrationId: null,
    };
  return { dueAt, decision: "SKIPPED", because: `${because} The schedule skips then: ${told}`, migrationId: null };
}

/** The same for the same due time, whoever asks: a start that was not kept as decided is found again by its key. */
function requestOf(schedule: Schedule, dueAt: Date): StartRequest & { readonly idempotencyKey: string } {
  return {
    pipeline: schedule.pipeline,
    options: schedule.options,
    trigger: "SCHEDULE",
    startedBy: null,
    scheduleId: schedule.id,
    queue: schedule.overlap === "QUEUE",
    idempotencyKey: `schedule:${schedule.id}:${dueAt.toISOString()}`,
  };
}
