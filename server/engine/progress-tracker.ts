import type { ClaimedPart, Milestone, PartStore } from "../core/parts.js";
import {
  NO_COUNTS,
  type PartProgress,
  type ProgressCounts,
  type StageName,
  type StageProgress,
} from "../core/progress.js";

/** At most four events a second: more than an eye follows, few enough to store. */
const INTERVAL_MS = 250;

/** Stages of different phases never share a position. */
const STAGES_A_PHASE = 100;

/**
 * The stages of a part that has not begun: what is done of them by others is not all that there is to do.
 * Parts that do other things in the same phase have other stages, behind those of the first.
 */
export function stagesToCome(
  phase: number,
  stages: readonly Pick<StageProgress, "name" | "model" | "total">[],
  behind = 0,
): PartProgress {
  const toCome = stages.map((stage, i) => ({
    ...stage,
    position: phase * STAGES_A_PHASE + behind + i,
    done: 0,
    startedAt: null,
    finishedAt: null,
  }));
  return { stages: toCome, counts: NO_COUNTS, peakMemoryBytes: 0 };
}

type OpenStage = { -readonly [field in keyof StageProgress]: StageProgress[field] };

/** Follows a part of a migration through its stages and tells how far it has come. */
export class ProgressTracker {
  private readonly counts: { -readonly [count in keyof ProgressCounts]: number };
  private readonly stages: OpenStage[];
  private current: OpenStage | null = null;
  private toldAt = 0;
  private hasUntoldEnd = false;
  private telling: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | null = null;
  private peakMemoryBytes: number;

  /** Goes on from what is kept with the part; where nothing of its work is, from the beginning. */
  constructor(
    private readonly part: Pick<ClaimedPart, "claim" | "phase" | "checkpoint" | "progress">,
    private readonly store: Pick<PartStore, "tell">,
    private readonly now: () => number,
  ) {
    const { checkpoint, progress } = part;
    const isKept = checkpoint !== null;
    this.stages = (progress?.stages ?? []).map((stage) => ({ ...stage, done: isKept ? stage.done : 0 }));
    this.counts = { ...((isKept ? progress?.counts : null) ?? NO_COUNTS) };
    this.peakMemoryBytes = progress?.peakMemoryBytes ?? 0;
  }

  /**
   * Does the work of a stage; its beginning, its end and its time are kept. Its end is told when the next begins, or with
   * the end of the part: nobody waits for that.
   */
  async stage<T>(name: StageName, model: string | null, total: number | null, work: () => Promise<T>): Promise<T> {
    if (this.hasUntoldEnd) this.tell();
    const stage = this.open(name, model);
    stage.total ??= total;
    stage.startedAt ??= new Date(this.now()).toISOString();
    stage.finishedAt = null;
    this.current = stage;
    this.tell();
    try {
      const result = await work();
      stage.finishedAt = new Date(this.now()).toISOString();
      return result;
    } finally {
      this.hasUntoldEnd = true;
      await this.told();
    }
  }

  /** So many more records or changes of this stage are done. */
  advance(done: number): void {
    this.note(done);
    this.tellIfDue();
  }

  /** As `advance`, but told only with what comes next: the milestone that keeps it is not kept yet. */
  note(done: number): void {
    if (this.current) this.current.done += done;
  }

  tellIfDue(): void {
    if (this.now() - this.toldAt >= INTERVAL_MS) this.tell();
  }

  /** How many there will be, where that is known only after the stage began. */
  expect(total: number): void {
    if (this.current) this.current.total = total;
  }

  count(more: Partial<ProgressCounts>): void {
    for (const [name, amount] of Object.entries(more)) this.counts[name as keyof ProgressCounts] += amount;
  }

  /** All that was told so far is stored; what could not be is an error now. */
  async told(): Promise<void> {
    await this.telling;
    if (this.failure) throw this.failure.error;
  }

  snapshot(): PartProgress {
    this.peakMemoryBytes = Math.max(this.peakMemoryBytes, process.memoryUsage.rss());
    return {
      stages: this.stages.map((stage) => ({ ...stage })),
      counts: { ...this.counts },
      peakMemoryBytes: this.peakMemoryBytes,
    };
  }

  /** What is to be kept together with the work that was done up to here. */
  milestone(checkpoint: unknown): Milestone {
    return { claim: this.part.claim, checkpoint, progress: this.snapshot() };
  }

  /** A stage that an earlier worker of this part began is gone on with. */
  private open(name: StageName, model: string | null): OpenStage {
    const begun = this.stages.find((stage) => stage.name === name && stage.model === model);
    if (begun) return begun;
    const position = this.part.phase * STAGES_A_PHASE + this.stages.length;
    const stage: OpenStage = { position, name, model, done: 0, total: null, startedAt: null, finishedAt: null };
    this.stages.push(stage);
    return stage;
  }

  private tell(): void {
    this.toldAt = this.now();
    this.hasUntoldEnd = false;
    const progress = this.snapshot();
    this.telling = this.telling
      .then(() => this.store.tell(this.part.claim, progress))
      .catch((error: unknown) => {
        this.failure ??= { error };
      });
  }
}
