import type { RejectionCount, UnknownCodes } from "../evidence-port.js";
import type { Rates, RowFigures } from "../figures.js";
import type { Recommendation } from "../recommend/facts.js";
import type { Detection } from "../upsert/detect.js";
import type { EntityDeclaration } from "../upsert/entities.js";
import type { ResultHead } from "./result-head.js";

/** What reports say of a migration before its details. */
export interface ReportedMigration {
  readonly head: ResultHead;
  /** null for a reconciliation */
  readonly upsert: ReportedUpsert | null;
}

/** What is said of an upsert besides. */
export interface ReportedUpsert {
  readonly rows: RowFigures;
  readonly rates: Rates;
  /** what it writes, in order; empty where the pipeline is gone from the registry */
  readonly entities: readonly EntityDeclaration[];
  readonly detections: Readonly<Partial<Record<Detection, number>>>;
  readonly unknownCodes: UnknownCodes;
  /** most first */
  readonly rejections: readonly RejectionCount[];
  readonly recommendations: readonly Recommendation[];
}
