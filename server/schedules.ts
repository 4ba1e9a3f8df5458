import { randomBytes } from "node:crypto";
import type pg from "pg";
import { readCron, startCronTask } from "./adapters/cron.js";
import { listenTo } from "./adapters/event-listener.js";
import { reviveAnnouncements } from "./adapters/queue/revive-announcements.js";
import type { Reports } from "./adapters/reports/reports.js";
import { createDeliveryStore } from "./adapters/stores/deliveries.js";
import { createReaders } from "./adapters/stores/readers.js";
import { createScheduleStore, SCHEDULE_CHANNEL } from "./adapters/stores/schedules.js";
import { createWebhookPost } from "./adapters/webhook.js";
import { isLocalHost } from "./adapters/webhook-address.js";
import type { Config } from "./config.js";
import type { Logger, Migrations } from "./core/ports.js";
import type { Schedules } from "./core/schedule/schedule.js";
import { createAnnouncement } from "./jobs/announce.js";
import { type Scheduler, startScheduler } from "./jobs/scheduler.js";
import { createSchedules } from "./jobs/schedules.js";
import { PIPELINES } from "./pipelines/index.js";

type Settings = Pick<Config, "webhookAllowLocal" | "thresholds">;

const now = (): Date => new Date();

/** What people do with schedules. */
export function openSchedules(pool: pg.Pool, { webhookAllowLocal }: Pick<Settings, "webhookAllowLocal">): Schedules {
  return createSchedules({
    store: createScheduleStore(pool),
    pipelines: PIPELINES,
    readCron,
    isLocalHost,
    webhookAllowLocal,
    now,
    makeSecret: () => randomBytes(32).toString("base64url"),
  });
}

export interface SchedulingOptions {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly migrations: Pick<Migrations, "start">;
  readonly logger: Logger;
}

/** Begins to start what schedules ask for: in every process that serves. */
export function startSchedules({ url, pool, migrations, logger }: SchedulingOptions): Promise<Scheduler> {
  return startScheduler({
    store: createScheduleStore(pool),
    migrations,
    logger,
    now,
    readCron,
    startCronTask,
    listen: (onChange) => listenTo(url, SCHEDULE_CHANNEL, onChange),
    reviveAnnouncements: () => reviveAnnouncements(pool),
  });
}

export interface AnnouncementOptions {
  readonly config: Settings;
  readonly pool: pg.Pool;
  readonly reports: Pick<Reports, "list">;
  readonly logger: Logger;
}

/** The job that tells webhooks of the ends of scheduled migrations: in every process that works. */
export function createAnnouncements({ config, pool, reports, logger }: AnnouncementOptions) {
  return createAnnouncement({
    store: createDeliveryStore(pool),
    readers: createReaders(pool),
    reports,
    pipelines: PIPELINES,
    thresholds: config.thresholds,
    post: createWebhookPost({ allowLocal: config.webhookAllowLocal }),
    logger,
    now,
  });
}
