import type { Rates, RowFigures } from "../figures.js";
import type { MigrationOptions } from "../options.js";
import type { Detection } from "../upsert/detect.js";

/** What a recommendation stands on: where to see it, as a report or by a query of the API. */
export interface Evidence {
  readonly title: string;
  readonly url: string | null;
  readonly query: string | null;
}

export interface Recommendation {
  readonly code: RecommendationCode;
  readonly message: string;
  readonly evidence: Evidence;
}

export type RecommendationCode =
  | "NO_SPONSORS"
  | "SUCCESS_CRITICAL"
  | "SUCCESS_WARNING"
  | "REJECTIONS"
  | "DUPLICATES"
  | "UNKNOWN_CODES"
  | "INEFFICIENT"
  | "MISSING_IPKS"
  | "CONTENT_ONLY"
  | "SHARED_VALUES";

/** All that is known of a migration which its recommendations are made from. */
export interface MigrationFacts {
  readonly id: string;
  readonly options: MigrationOptions;
  /** null for a reconciliation */
  readonly rows: RowFigures | null;
  readonly rates: Rates;
  readonly models: readonly { readonly model: string; readonly duplicates: number; readonly sharedValues: number }[];
  /** most first */
  readonly rejections: readonly { readonly reason: string; readonly rows: number }[];
  readonly unknownCodes: number;
  /** rows that name them */
  readonly unknownCodeRows: number;
  readonly detections: Readonly<Partial<Record<Detection, number>>>;
  /** whether there was any sponsor when it began */
  readonly hadSponsors: boolean;
  readonly reports: readonly { readonly kind: string; readonly model: string | null; readonly url: string }[];
}
