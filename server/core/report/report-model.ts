import type { MatchKey } from "../pipeline.js";
import type { Side } from "../record.js";

/** A model as its reports name it. */
export interface ReportModel {
  readonly name: string;
  /** model and service of each side's records */
  readonly classes: Readonly<Record<Side, string>>;
  /** as they were declared for this migration */
  readonly matchKeys: readonly MatchKey[];
  /** names of the match keys that hold several values */
  readonly manyValued: ReadonlySet<string>;
  /** names of the match keys whose values are masked; none in a report for those who may see them */
  readonly hiddenKeys?: ReadonlySet<string>;
  /** whether too many records share a value of a match key for it to match */
  readonly isShared: (key: string, value: string) => boolean;
}
