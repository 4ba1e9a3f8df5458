import type { MigrationOptions } from "../core/options.js";
import type { ClaimedPart, DonePart } from "../core/parts.js";
import type { Pipeline } from "../core/pipeline.js";
import type { Source, Target } from "../core/ports.js";
import type { ChangeStore, FindingsTransaction } from "../core/stores.js";
import type { UpsertTarget } from "../core/upsert/target.js";
import type { Upsert } from "../core/upsert/upsert.js";
import type { ProgressTracker } from "./progress-tracker.js";

/** What every part of a migration runs with. */
export interface AnyRun {
  readonly migrationId: number;
  readonly part: ClaimedPart;
  /** the parts of this migration that are done, with what they left */
  readonly doneParts: () => Promise<readonly DonePart[]>;
  /** throws PartLost where another worker has this part now: to be asked before what can't be refused afterwards */
  readonly assertHeld: () => Promise<void>;
  readonly pipeline: Pipeline;
  readonly options: MigrationOptions;
  /** opens a source by its name; whoever asked is closed with the run */
  readonly openSource: (name: string) => Promise<Source>;
  readonly progress: ProgressTracker;
  readonly measureReports: () => Promise<void>;
  /** aborted when somebody cancels, or this worker must let go; its reason says which */
  readonly signal: AbortSignal;
}

/** What a reconciliation of two services runs with. */
export interface MigrationRun extends AnyRun {
  readonly openTarget: () => Promise<Target>;
  readonly openFindings: () => Promise<FindingsTransaction>;
  readonly changes: ChangeStore;
}

/** What an upsert into our own tables runs with. */
export interface UpsertRun extends AnyRun {
  readonly upsert: Upsert;
  readonly target: UpsertTarget;
  readonly now: () => Date;
  /** a short text that differs where the content does */
  readonly fingerprint: (content: Uint8Array) => string;
  /** into parts of how many rows the taking of a large source is divided */
  readonly rowsPerPart: number;
}
