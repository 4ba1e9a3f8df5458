import type { Evidence, MigrationFacts, Recommendation, RecommendationCode } from "./facts.js";

/** A share from which on something is common: what is rarer is in the lists, but no reason to act. */
export const COMMON = 0.05;

export function reportUrl({ reports }: MigrationFacts, kind: string, model: string | null): string | null {
  return reports.find((report) => report.kind === kind && report.model === model)?.url ?? null;
}

export function advise(code: RecommendationCode, message: string, evidence: Evidence): Recommendation {
  return { code, message, evidence };
}

export function rowsOf(rows: number, verb: "were" | "name" | "have" = "were"): string {
  if (rows !== 1) return `${count(rows)} rows ${verb}`;
  return `1 row ${{ were: "was", name: "names", have: "has" }[verb]}`;
}

export function count(value: number): string {
  return value.toLocaleString("en-GB");
}

/** Rounded down: what misses a threshold must not look as if it met it. */
export function percent(share: number): string {
  // The smallest share more makes good what binary fractions lose: 0.29 * 1000 is 290 less a hair.
  return `${(Math.floor(share * 1_000 + 1e-9) / 10).toFixed(1)}%`;
}
