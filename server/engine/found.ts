import type { FindingsTransaction } from "../core/stores.js";
import type { ClassifiedModel } from "./classify-model.js";
import type { ReadModel } from "./load-model.js";
import type { MatchedModel } from "./match-model.js";

/** All that is known of a model when its findings are stored. */
export interface Found {
  readonly read: ReadModel;
  readonly matched: MatchedModel;
  readonly classified: ClassifiedModel;
  readonly findings: FindingsTransaction;
  readonly rejected: number;
}
