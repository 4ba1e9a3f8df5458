import { Gauge, Registry } from "prom-client";
import { faultOf } from "../../core/fault.js";
import type { Logger } from "../../core/ports.js";
import { TRANSITIONS } from "../../core/status.js";
import type { PipelineFigures, QueueFigures } from "./figures.js";
import { processMetrics } from "./process-metrics.js";

const STATUSES = new Set(TRANSITIONS.flatMap(({ from, to }) => [from, to]));

export interface MetricsDependencies {
  readonly readPipelines: () => Promise<readonly PipelineFigures[]>;
  readonly readQueue: () => Promise<QueueFigures>;
  /** who follows a subscription of this process */
  readonly countSubscribers: () => number;
  /** null: this process is not to work */
  readonly isWorking: () => boolean | null;
  readonly log: Pick<Logger, "warn">;
}

export interface Metrics {
  readonly contentType: string;
  /** all of it, in Prometheus' text format */
  text(): Promise<string>;
}

/** Metrics of one process, and of the database that it shares with others, read when they are asked for. */
export function createMetrics(dependencies: MetricsDependencies): Metrics {
  const { readPipelines, readQueue, countSubscribers, isWorking, log } = dependencies;
  const registry = new Registry();
  const showPipelines = pipelineGauges(registry);
  const showQueue = queueGauges(registry);
  const gauge = gaugesIn(registry);
  const databaseUp = gauge(
    "database_up",
    "1 where the database told what the others say of it; else those are missing.",
  );
  const subscribers = gauge("subscribers", "Subscriptions that this process serves.");
  const working = gauge(
    "working",
    "1 where this process takes jobs, 0 where it should and does not; missing where it is not to.",
  );
  const ofProcess = processMetrics();

  return {
    contentType: registry.contentType,
    async text() {
      const [pipelines, queue] = await Promise.all([readPipelines(), readQueue()]).catch((error: unknown) => {
        log.warn(faultOf(error), "the database's metrics could not be read");
        return [[], null] as const;
      });
      showPipelines(pipelines);
      showQueue(queue);
      databaseUp.set(queue ? 1 : 0);
      subscribers.set(countSubscribers());
      const works = isWorking();
      if (works === null) working.remove();
      else working.set(works ? 1 : 0);
      return `${await registry.metrics()}\n${await ofProcess.metrics()}`;
    },
  };
}

function pipelineGauges(registry: Registry): (pipelines: readonly PipelineFigures[]) => void {
  const gauge = gaugesIn(registry);
  const migrations = gauge("migrations", "Migrations by state; those that wait their turn are queued.", [
    "pipeline",
    "status",
  ]);
  const waiting = gauge("migrations_waiting", "Migrations that wait for another of their pipeline to end.", [
    "pipeline",
  ]);
  const lastSuccess = gauge(
    "last_success_timestamp_seconds",
    "When a migration last succeeded that was no dry run; 0 where none did.",
    ["pipeline"],
  );
  const matchRate = gauge(
    "match_rate",
    "Matched records of all records, in the last migration that succeeded; reconciliations only.",
    ["pipeline", "model"],
  );
  // Not a histogram: that would count in each process, and begin anew with it, what all of them see in the database.
  const stageSeconds = gauge(
    "stage_duration_seconds",
    "How long each stage took in the last migration that has ended. The same from every server: take the maximum, not the sum.",
    ["pipeline", "stage", "model"],
  );
  const rate = gauge("rows_per_second", "Rows a second of each stage in the migration that runs, or ran last.", [
    "pipeline",
    "stage",
  ]);

  return (pipelines) => {
    for (const each of [migrations, waiting, lastSuccess, matchRate, stageSeconds, rate]) each.reset();
    for (const figures of pipelines) {
      const { pipeline } = figures;
      for (const status of STATUSES) migrations.set({ pipeline, status }, figures.migrations[status] ?? 0);
      waiting.set({ pipeline }, figures.waiting);
      lastSuccess.set({ pipeline }, figures.lastSuccess ?? 0);
      for (const result of figures.matchRates) matchRate.set({ pipeline, model: result.model }, result.rate);
      for (const { stage, model, seconds } of figures.stages)
        stageSeconds.set({ pipeline, stage, model: model ?? "" }, seconds);
      for (const run of figures.rates) rate.set({ pipeline, stage: run.stage }, run.rate);
    }
  };
}

function queueGauges(registry: Registry): (queue: QueueFigures | null) => void {
  const gauge = gaugesIn(registry);
  const depth = gauge("queue_depth", "Jobs by state; a delayed one is to be tried later, a failed one never again.", [
    "state",
  ]);
  const parts = gauge("parts", "Parts of migrations that are not over, by state.", ["status"]);
  const busy = gauge("busy_workers", "Workers, of all processes, that have a part in hand.");

  return (queue) => {
    for (const each of [depth, parts, busy]) each.reset();
    if (!queue) return busy.remove();
    for (const [state, jobs] of Object.entries(queue.jobs)) depth.set({ state }, jobs);
    for (const [status, count] of Object.entries(queue.parts)) parts.set({ status }, count);
    busy.set(queue.busyWorkers);
  };
}

function gaugesIn(registry: Registry) {
  return <Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Gauge<Label> =>
    new Gauge({ name: `crosswalk_${name}`, help, labelNames, registers: [registry] });
}
