import type { Page, PageRequest } from "./page.js";
import type { MatchKey } from "./pipeline.js";
import type { Side } from "./record.js";
import type { ClusterSize } from "./survey/cluster-sizes.js";
import type { KeyUsage } from "./survey/key-usage.js";
import type { OrphanCount } from "./survey/orphan-facets.js";
import type { OutcomeMove, TieMove } from "./survey/outcome-flow.js";
import type { RecordOutcome } from "./survey/record-outcomes.js";
import type { RuleCount } from "./survey/rule-tally.js";

/** A value that holds two halves of a duplicate together. */
export interface StoredBridge {
  readonly number: number;
  /** the duplicate's number */
  readonly finding: number;
  readonly key: string;
  readonly value: string;
  readonly larger: number;
  readonly smaller: number;
  readonly settles: boolean;
}

/** A model's result that is compared with another. */
export interface ComparedResult {
  readonly id: number;
  readonly matchKeys: readonly MatchKey[];
}

/** What changed between two migrations for the records of a model. */
export interface OutcomeFlow {
  readonly moves: readonly OutcomeMove[];
  readonly ties: readonly TieMove[];
}

/** Which records are meant: null for any. */
export interface MoveFilter {
  readonly side: Side | null;
  readonly from: RecordOutcome | null;
  readonly to: RecordOutcome | null;
  /** position of a match key whose tie was gained or lost */
  readonly key: number | null;
  readonly tie: "GAINED" | "LOST" | null;
}

/** A record in two migrations, by its number in each; null where it is absent. */
export interface MovedRecord {
  readonly side: Side;
  readonly from: RecordOutcome;
  readonly to: RecordOutcome;
  readonly before: number | null;
  readonly after: number | null;
}

/** Reads what was counted of models' results; of those from before surveys were taken there is nothing. */
export interface SurveyReader {
  /** in the order asked, as are the following */
  keyUsage(resultIds: readonly number[]): Promise<readonly (readonly KeyUsage[])[]>;
  clusterSizes(resultIds: readonly number[]): Promise<readonly (readonly ClusterSize[])[]>;
  orphanCounts(resultIds: readonly number[]): Promise<readonly (readonly OrphanCount[])[]>;
  ruleCounts(resultIds: readonly number[]): Promise<readonly (readonly RuleCount[])[]>;
  bridges(resultId: number, request: PageRequest<number>): Promise<Page<StoredBridge, number>>;
  flow(before: ComparedResult, after: ComparedResult): Promise<OutcomeFlow>;
  /** those of the later migration in their order, then those that went; keyed by their place */
  moved(
    before: ComparedResult,
    after: ComparedResult,
    filter: MoveFilter,
    request: PageRequest<number>,
  ): Promise<Page<MovedRecord, number>>;
}
