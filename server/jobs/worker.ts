import { setTimeout as delay } from "node:timers/promises";
import { Logger as QueueLogger, type Runner, run, type TaskList } from "graphile-worker";
import type pg from "pg";
import { faultOf } from "../core/fault.js";
import type { PartStore } from "../core/parts.js";
import type { Logger } from "../core/ports.js";
import { WorkerStops } from "./work-part.js";

/** Looks so often for parts whose worker is gone. */
const LOOK_AGAIN_MS = 2_000;
/** A queue that broke, with its database, is opened anew after so long. */
const REOPEN_MS = 1_000;

export interface WorkerDependencies {
  /** connections of the queue's own: what serves is not to wait for what works */
  readonly pool: pg.Pool;
  /** parts, and announcements, worked on at once */
  readonly concurrency: number;
  readonly parts: Pick<PartStore, "reviveLost">;
  readonly workPart: (partId: number, stopping: AbortSignal) => Promise<void>;
  readonly announce: (payload: unknown) => Promise<void>;
  readonly logger: Logger;
}

export interface Worker {
  /** whether jobs are being taken now: not while the queue's database is away */
  isWorking(): boolean;
  /** takes no more; what is under way comes to the end of its batch and is given back */
  stop(): Promise<void>;
}

/** Takes jobs from the queue in this process until it is stopped. */
export async function startWorker(deps: WorkerDependencies): Promise<Worker> {
  const { logger } = deps;
  const stopping = new AbortController();
  const tasks: TaskList = {
    part: (payload) => deps.workPart((payload as { partId: number }).partId, stopping.signal),
    announce: (payload) => deps.announce(payload),
  };
  let runner: Runner | null = await open(deps, tasks);
  let reopening = follow(runner);

  /** A runner ends by itself only when something is wrong with its database. */
  async function follow(current: Runner): Promise<void> {
    await current.promise.catch((error: unknown) => {
      if (!stopping.signal.aborted) logger.warn(faultOf(error), "the queue broke");
    });
    runner = null;
    while (!stopping.signal.aborted && runner === null) {
      await delay(REOPEN_MS, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      const opened = await open(deps, tasks).catch(() => null);
      if (opened === null) continue;
      runner = opened;
      reopening = follow(opened);
    }
  }

  const looking = lookForLost(deps, stopping.signal);
  return {
    isWorking: () => runner !== null,
    async stop() {
      stopping.abort(new WorkerStops("the worker stops"));
      await runner?.stop().catch(() => {});
      await Promise.all([reopening, looking]);
    },
  };
}

function open({ pool, concurrency }: WorkerDependencies, taskList: TaskList): Promise<Runner> {
  return run({
    pgPool: pool,
    taskList,
    concurrency,
    noHandleSignals: true,
    pollInterval: 1_000,
    parsedCronItems: [],
    logger: silent,
  });
}

async function lookForLost({ parts, logger }: WorkerDependencies, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      const revived = await parts.reviveLost();
      // Mostly nothing: one that a worker is just about to take looks the same. Taking over a lost one is warned of there.
      if (revived > 0) logger.info({ parts: revived }, "parts queued again that nobody has in hand");
    } catch {
      // The database is away; there is nobody to tell.
    }
    await delay(LOOK_AGAIN_MS, undefined, { signal: stopping }).catch(() => {});
  }
}

/** It would log payloads and errors' texts; what matters is logged by the tasks. */
const silent = new QueueLogger(() => () => {});
