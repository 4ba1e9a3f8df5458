import { type EfficiencyLevel, efficiencyLevel, type SuccessLevel, successLevel, type Thresholds } from "./levels.js";
import type { Pipeline } from "./pipeline.js";
import type { Detection } from "./upsert/detect.js";

/** What figures are made from: the counts of one of a migration's models. */
export interface ModelFigures {
  readonly leftRecords: number;
  readonly rightRecords: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly detections: Readonly<Partial<Record<Detection, number>>>;
}

/** What became of the rows that an upsert read: read = created + updated + unchanged + rejected. */
export interface RowFigures {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** created, updated or unchanged */
  readonly successful: number;
}

/** How well a migration went. */
export interface Rates {
  /** null where nothing was read */
  readonly successRate: number | null;
  readonly successLevel: SuccessLevel | null;
  /** null where nothing was read, and for a reconciliation */
  readonly efficiency: number | null;
  readonly efficiencyLevel: EfficiencyLevel | null;
}

/** Whether a migration brought rows into our own tables, rather than compare two services. */
export function isUpsert(
  pipeline: Pick<Pipeline, "upsert"> | undefined,
  results: readonly { readonly findingsKept: boolean }[],
): boolean {
  // A pipeline may have gone from the registry while its migrations are kept; their results say what it was.
  return pipeline ? pipeline.upsert !== undefined : results.some(({ findingsKept }) => !findingsKept);
}

/** The rows of an upsert. */
export function rowFigures(results: readonly ModelFigures[]): RowFigures {
  const total = (count: (result: ModelFigures) => number): number => sum(results.map(count));
  const created = total((result) => result.created);
  const updated = total((result) => result.updated);
  const unchanged = total((result) => result.unchanged);
  const read = total((result) => result.leftRecords);
  const rejected = total((result) => result.rejected);
  return { read, created, updated, unchanged, rejected, successful: created + updated + unchanged };
}

/** The rates of a migration, and what they mean; `rows` is null for a reconciliation. */
export function ratesOf(results: readonly ModelFigures[], rows: RowFigures | null, thresholds: Thresholds): Rates {
  const records = sum(results.map(({ leftRecords, rightRecords }) => leftRecords + rightRecords));
  const success = rows
    ? share(rows.successful, rows.read)
    : share(records - sum(results.map(({ rejected }) => rejected)), records);
  const efficiency = rows ? share(rows.unchanged, rows.read) : null;
  return {
    successRate: success,
    successLevel: successLevel(success, thresholds),
    efficiency,
    efficiencyLevel: efficiencyLevel(efficiency, thresholds),
  };
}

export const DETECTIONS = [
  "NEW",
  "IPK",
  "CONTENT",
  "IPK_AND_CONTENT",
  "FORCED",
] as const satisfies readonly Detection[];

/** How many rows each kind of detection decided about, over all models. */
export function detectionsOf(
  results: readonly Pick<ModelFigures, "detections">[],
): Readonly<Record<Detection, number>> {
  const counts = DETECTIONS.map((name) => [name, sum(results.map(({ detections }) => detections[name] ?? 0))]);
  return Object.fromEntries(counts) as Record<Detection, number>;
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
