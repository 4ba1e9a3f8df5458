import { readCron } from "../../server/adapters/cron.js";
import { openPool } from "../../server/adapters/database/open.js";
import { openPrisma } from "../../server/adapters/database/prisma.js";
import { listenTo } from "../../server/adapters/event-listener.js";
import { createMigrationStore } from "../../server/adapters/stores/migrations.js";
import { createScheduleReader } from "../../server/adapters/stores/schedule-reader.js";
import { createScheduleStore, SCHEDULE_CHANNEL } from "../../server/adapters/stores/schedules.js";
import type { Migrations } from "../../server/core/ports.js";
import type { GivenSchedule, Schedule, ScheduledRun } from "../../server/core/schedule/schedule.js";
import { createMigrations } from "../../server/jobs/migrations.js";
import { type Scheduler, type SchedulerDependencies, startScheduler } from "../../server/jobs/scheduler.js";
import { createSchedules } from "../../server/jobs/schedules.js";
import { PIPELINES } from "../../server/pipelines/index.js";
import type { TestDatabase } from "./database.js";

export const NIGHTLY: GivenSchedule = {
  name: "nightly sync",
  pipeline: "students",
  options: { mode: "UPSERT", modifiedSince: "last" },
  cron: "0 2 * * *",
  timeZone: "UTC",
  enabled: true,
  overlap: "SKIP",
  missed: "NONE",
  webhook: null,
};

/** A server as far as its schedules go, by a clock that the test sets. No worker: what it starts stays queued. */
export interface SchedulingServer {
  readonly migrations: Migrations;
  readonly schedules: ReturnType<typeof createSchedules>;
  /** what was logged as an error */
  readonly faults: object[];
  setClock(at: string): void;
  create(given?: Partial<GivenSchedule>): Promise<Schedule>;
  history(schedule: Pick<Schedule, "id">): Promise<readonly ScheduledRun[]>;
  startScheduler(deps?: Partial<SchedulerDependencies>): Promise<Scheduler>;
  stop(): Promise<void>;
}

export function openScheduling({ url }: TestDatabase, clock: string, decidesWithinMs?: number): SchedulingServer {
  let now = new Date(clock);
  const pool = openPool(url, { name: "scheduling", max: 4 });
  const prisma = openPrisma(pool);
  const store = createScheduleStore(pool, decidesWithinMs);
  const faults: object[] = [];
  const migrations = createMigrations({
    store: createMigrationStore({ pool, prisma: prisma.client }),
    pipelines: PIPELINES,
    rulesOf: () => "rules",
    codeVersion: () => "",
    sourcesOf: () => "sources",
  });
  const schedules = createSchedules({
    store,
    pipelines: PIPELINES,
    readCron,
    isLocalHost: () => false,
    webhookAllowLocal: true,
    now: () => now,
    makeSecret: () => "a secret that was made",
  });
  return {
    migrations,
    schedules,
    faults,
    setClock(at) {
      now = new Date(at);
    },
    async create(given = {}) {
      const { schedule, problems } = await schedules.create({ ...NIGHTLY, ...given }, null);
      if (!schedule) throw new Error(JSON.stringify(problems));
      return schedule;
    },
    async history({ id }) {
      const [page] = await createScheduleReader(pool).runs([{ scheduleId: id, first: 1000, after: null }]);
      return page?.items.map(({ item }) => item).reverse() ?? [];
    },
    startScheduler: (deps = {}) =>
      startScheduler({
        store,
        migrations,
        logger: { info() {}, warn() {}, error: (fields) => void faults.push(fields) },
        now: () => now,
        readCron,
        // Nothing ticks by itself: the test looks when its clock says.
        startCronTask: () => ({ stop() {} }),
        reviveAnnouncements: async () => 0,
        listen: (onChange) => listenTo(url, SCHEDULE_CHANNEL, onChange),
        ...deps,
      }),
    async stop() {
      await prisma.close();
      await pool.end();
    },
  };
}
