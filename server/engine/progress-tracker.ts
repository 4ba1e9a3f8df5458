import { forecastEnd, NO_COUNTS, type Progress, type ProgressCounts, type StageName } from "../core/progress.js";
import type { MigrationStatus } from "../core/status.js";
import type { ProgressStore, StageTiming } from "../core/stores.js";

/** At most four events a second: more than an eye follows, few enough to store. */
const INTERVAL_MS = 250;

/** Follows a migration through its stages and tells how far it has come. */
export class ProgressTracker {
  private readonly counts: { -readonly [count in keyof ProgressCounts]: number } = { ...NO_COUNTS };
  private current: Stage | null = null;
  private position = 0;
  private toldAt = 0;
  private telling: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;
  private status: MigrationStatus = "RUNNING";
  peakMemoryBytes = 0;

  constructor(
    private readonly migrationId: number,
    private readonly store: ProgressStore,
    private readonly now: () => number,
  ) {}

  /** Does the work of a stage; its beginning, its end and its time are kept. */
  async stage<T>(name: StageName, model: string | null, total: number | null, work: () => Promise<T>): Promise<T> {
    this.current = { name, model, total, done: 0, position: ++this.position, startedAt: this.now() };
    this.tell();
    try {
      return await work();
    } finally {
      this.tell(this.now());
      await this.told();
    }
  }

  /** So many more records or changes of this stage are done. */
  advance(done: number): void {
    if (this.current) this.current.done += done;
    if (this.now() - this.toldAt >= INTERVAL_MS) this.tell();
  }

  /** How many there will be, where that is known only after the stage began. */
  expect(total: number): void {
    if (this.current) this.current.total = total;
  }

  count(more: Partial<ProgressCounts>): void {
    for (const [name, amount] of Object.entries(more)) this.counts[name as keyof ProgressCounts] += amount;
  }

  /** Somebody asked for the migration to be cancelled; the following events say so. */
  cancelling(): void {
    this.status = "CANCELLING";
  }

  /** All events so far are stored; an event that could not be is an error now. */
  async told(): Promise<void> {
    await this.telling;
    if (this.failure) throw this.failure.error;
  }

  snapshot(status: MigrationStatus = this.status): Progress {
    const stage = this.current;
    return {
      status,
      stage: stage?.name ?? null,
      model: stage?.model ?? null,
      done: stage?.done ?? 0,
      total: stage?.total ?? null,
      ...(stage
        ? forecastEnd(stage.done, stage.total, stage.startedAt, this.now())
        : { rate: null, estimatedEnd: null }),
      counts: { ...this.counts },
    };
  }

  private tell(finishedAt: number | null = null): void {
    this.toldAt = this.now();
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, process.memoryUsage.rss());
    const progress = this.snapshot();
    const timing = this.current && timingOf(this.current, finishedAt);
    this.telling = this.telling
      .then(async () => {
        await this.store.append(this.migrationId, progress);
        if (timing) await this.store.saveStage(this.migrationId, timing);
      })
      .catch((error: unknown) => {
        this.failure ??= { error };
      });
  }
}

interface Stage {
  readonly name: StageName;
  readonly model: string | null;
  readonly position: number;
  readonly startedAt: number;
  total: number | null;
  done: number;
}

function timingOf(stage: Stage, finishedAt: number | null): StageTiming {
  return {
    position: stage.position,
    name: stage.name,
    model: stage.model,
    done: stage.done,
    total: stage.total,
    startedAt: new Date(stage.startedAt),
    finishedAt: finishedAt === null ? null : new Date(finishedAt),
  };
}
