import type { MigrationOptions } from "../core/options.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Source, Target } from "../core/ports.js";
import type { Row } from "../core/record.js";
import type { ChangeStore, FindingsTransaction } from "../core/stores.js";
import type { UpsertTarget } from "../core/upsert/target.js";
import type { Upsert } from "../core/upsert/upsert.js";
import type { ProgressTracker } from "./progress-tracker.js";

/** What every migration runs with. */
export interface AnyRun {
  readonly migrationId: number;
  readonly pipeline: Pipeline;
  readonly options: MigrationOptions;
  readonly left: Source;
  readonly progress: ProgressTracker;
  readonly measureReports: () => Promise<void>;
  /** aborted when somebody cancels, or the process that runs it must let go; its reason is what the migration ends with */
  readonly signal: AbortSignal;
}

/** What a reconciliation of two services runs with. */
export interface MigrationRun extends AnyRun {
  readonly right: Source;
  readonly openTarget: () => Promise<Target>;
  readonly openFindings: () => Promise<FindingsTransaction>;
  readonly changes: ChangeStore;
}

/** What an upsert into our own tables runs with. */
export interface UpsertRun extends AnyRun {
  readonly upsert: Upsert;
  readonly target: UpsertTarget;
  readonly now: () => Date;
  /** a short text that differs where the cells do */
  readonly fingerprint: (cells: Row) => string;
}
