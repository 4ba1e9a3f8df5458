import type { PartProgress } from "./progress.js";
import type { MigrationStatus } from "./status.js";

/**
 * What a part does. A migration begins with PREPARE, whose worker says which phases follow, and ends with FINISH.
 * READ reads one side, MATCH what was read of both; APPLY writes what was intended, while FINISH reports what was found.
 * TAKE upserts a range of keys.
 */
export type PartKind = "PREPARE" | "READ" | "MATCH" | "APPLY" | "TAKE" | "FINISH";

/** What becomes of a part; STOPPED: its migration ended without it. */
export type PartStatus = "WAITING" | "RUNNING" | "DONE" | "STOPPED";

/** A part as it is planned. */
export interface PartPlan {
  readonly kind: PartKind;
  /** what is to be done, as JSON: a side, a range of keys */
  readonly task: unknown;
  /** what is known of its stages before it begins */
  readonly progress?: PartProgress;
}

/** The phases of a migration in order. The parts of one may run at once; it begins when the one before it is done. */
export type Phases = readonly (readonly PartPlan[])[];

/** Every migration's first phase. */
export const FIRST_PHASE: readonly PartPlan[] = [{ kind: "PREPARE", task: null }];

/** A worker's hold on a part. Whoever takes the part later has a higher attempt, and this hold is worth nothing then. */
export interface Claim {
  readonly partId: number;
  readonly attempt: number;
}

/** A part in a worker's hands. */
export interface ClaimedPart {
  readonly claim: Claim;
  readonly migrationId: number;
  readonly kind: PartKind;
  readonly phase: number;
  readonly position: number;
  readonly task: unknown;
  /** how far an earlier worker came; null where nothing of it is kept */
  readonly checkpoint: unknown;
  readonly progress: PartProgress | null;
}

/** What is kept with a piece of work, in its transaction; refused where the claim is worth nothing any more. */
export interface Milestone {
  readonly claim: Claim;
  /** from where another worker would go on, as JSON */
  readonly checkpoint: unknown;
  readonly progress: PartProgress;
}

/** A part that is done, with what it left for later ones. */
export interface DonePart {
  readonly id: number;
  readonly kind: PartKind;
  readonly position: number;
  readonly task: unknown;
  readonly checkpoint: unknown;
}

/**
 * The changes and rejections that a part logs are numbered from here on, so that they stand in the order of the parts,
 * whoever wrote them first. What a part can log only at its end stands behind what all parts logged on their way:
 * else the order would tell how the work was divided. The last of these numbers still fits an integer.
 */
export const NUMBERS_A_PART = 62_500_000;
/** Each part of an upsert reads its source once: more parts than workers can share cost more than they save. */
export const MOST_PARTS = 16;

export function firstNumberOf(part: Pick<ClaimedPart, "position">): number {
  return part.position * NUMBERS_A_PART;
}

export function firstLateNumberOf(part: Pick<ClaimedPart, "position">): number {
  return (MOST_PARTS + part.position) * NUMBERS_A_PART;
}

/** What became of a part that a worker asked for. */
export type Taking =
  | {
      readonly kind: "taken";
      readonly part: ClaimedPart;
      /** cursor of the migration's latest event */
      readonly cursor: string | null;
      /** the worker that had it before and is gone; its database sessions are ended */
      readonly lostWorker: string | null;
    }
  /** its migration was to be cancelled, or was lost too often, and this was found out now */
  | { readonly kind: "over"; readonly migrationId: number; readonly status: MigrationStatus }
  /** somebody else did it, or its migration has ended */
  | { readonly kind: "gone" };

/** A stable code, and what people are told. */
export interface PartFailure {
  readonly code: string;
  readonly message: string;
}

/** Why a part is given back. */
export interface GivenBack {
  /** what went wrong; null where nothing did and the worker is only asked to stop */
  readonly failure: PartFailure | null;
  /** how often it may be lost in a row without getting further */
  readonly mostLosses: number;
}

/** The parts of migrations, and what becomes of a migration with them. */
export interface PartStore {
  /** Hands a part to a worker that holds its lease. The first part to be taken sets its migration running. */
  take(partId: number, worker: string, mostLosses: number): Promise<Taking>;
  /** keeps how far a part has come, and tells those who follow; throws PartLost where the claim is worth nothing */
  tell(claim: Claim, progress: PartProgress): Promise<void>;
  /** throws PartLost where the claim is worth nothing */
  assertHeld(claim: Claim): Promise<void>;
  /** The part is done. The last one of a phase begins the next, the last of all ends the migration; gives its status. */
  finish(claim: Claim, progress: PartProgress, next: Phases): Promise<MigrationStatus>;
  /** the part was cancelled; the last one that runs ends the migration */
  stop(claim: Claim, progress: PartProgress): Promise<MigrationStatus>;
  /** an error that trying again won't mend: the migration fails */
  fail(claim: Claim, progress: PartProgress, failure: PartFailure): Promise<MigrationStatus>;
  /** Any worker may go on, after a failure somewhat later; the migration fails where that happened too often. */
  giveBack(claim: Claim, why: GivenBack): Promise<MigrationStatus>;
  /** queues the parts again whose workers are gone; gives how many */
  reviveLost(): Promise<number>;
  /** the parts of a migration that are done, in order */
  done(migrationId: number): Promise<readonly DonePart[]>;
}
