/** Where the levels of success and efficiency change; shares, 0 to 1. */
export interface Thresholds {
  /** above it success is normal */
  readonly successWarning: number;
  /** below it success is critical */
  readonly successCritical: number;
  /** above it efficiency is optimal */
  readonly efficiencyOptimal: number;
  /** below it a migration is inefficient */
  readonly efficiencyInefficient: number;
  /** above it a model's match rate is normal */
  readonly matchRateWarning: number;
  /** below it a model's match rate is critical */
  readonly matchRateCritical: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  successWarning: 0.95,
  successCritical: 0.9,
  efficiencyOptimal: 0.7,
  efficiencyInefficient: 0.3,
  matchRateWarning: 0.75,
  matchRateCritical: 0.5,
};

export type SuccessLevel = "NORMAL" | "WARNING" | "CRITICAL";
export type MatchRateLevel = SuccessLevel;
export type EfficiencyLevel = "OPTIMAL" | "ACCEPTABLE" | "INEFFICIENT";
export type Level = SuccessLevel | EfficiencyLevel;

/** What a success rate means; nothing where there is none. A rate that is a threshold is in the middle. */
export function successLevel(rate: number | null, thresholds: Thresholds): SuccessLevel | null {
  if (rate === null) return null;
  if (rate > thresholds.successWarning) return "NORMAL";
  return rate < thresholds.successCritical ? "CRITICAL" : "WARNING";
}

/** What an efficiency means; nothing where there is none. A rate that is a threshold is in the middle. */
export function efficiencyLevel(rate: number | null, thresholds: Thresholds): EfficiencyLevel | null {
  if (rate === null) return null;
  if (rate > thresholds.efficiencyOptimal) return "OPTIMAL";
  return rate < thresholds.efficiencyInefficient ? "INEFFICIENT" : "ACCEPTABLE";
}

/** What a model's match rate means; nothing where there is none. A rate that is a threshold is in the middle. */
export function matchRateLevel(rate: number | null, thresholds: Thresholds): MatchRateLevel | null {
  if (rate === null) return null;
  if (rate > thresholds.matchRateWarning) return "NORMAL";
  return rate < thresholds.matchRateCritical ? "CRITICAL" : "WARNING";
}

/** The share of a model's outcomes that is matched; nothing for an upsert, whose match is no aim, and of nothing. */
export function matchRateOf(result: {
  readonly matched: number;
  readonly total: number;
  readonly findingsKept: boolean;
}): number | null {
  return !result.findingsKept || result.total === 0 ? null : result.matched / result.total;
}
