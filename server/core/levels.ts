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
}

export const DEFAULT_THRESHOLDS: Thresholds = {
  successWarning: 0.95,
  successCritical: 0.9,
  efficiencyOptimal: 0.7,
  efficiencyInefficient: 0.3,
};

export type SuccessLevel = "NORMAL" | "WARNING" | "CRITICAL";
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
