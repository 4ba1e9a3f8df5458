import { type Rates, type RowFigures, ratesOf, rowFigures } from "../figures.js";
import { type MatchRateLevel, matchRateLevel, matchRateOf, type Thresholds } from "../levels.js";
import type { StoredEffects, StoredMigration, StoredResult } from "../read-ports.js";
import type { Recommendation } from "../recommend/facts.js";
import type { Schedule, WebhookOccasion } from "./schedule.js";

/** How often the news of an end is sent to a webhook that does not take it. */
export const MOST_ATTEMPTS = 8;

/** All that is told of a migration's end: counts, levels and times, nothing of a person. */
export interface MigrationEnd {
  readonly migration: StoredMigration;
  readonly results: readonly StoredResult[];
  readonly effects: readonly StoredEffects[];
  /** null for a reconciliation */
  readonly rows: RowFigures | null;
  readonly rates: Rates;
  /** one a model, in the order of the results */
  readonly matchRates: readonly ModelMatchRate[];
  readonly recommendations: readonly Recommendation[];
}

/** null where there is none: an upsert, or nothing to match */
export interface ModelMatchRate {
  readonly matchRate: number | null;
  readonly matchRateLevel: MatchRateLevel | null;
}

/** The figures of an end, and what they mean by the thresholds. */
export function judgeEnd(results: readonly StoredResult[], isUpsert: boolean, thresholds: Thresholds) {
  const rows = isUpsert ? rowFigures(results) : null;
  const matchRates = results.map((result): ModelMatchRate => {
    const matchRate = matchRateOf(result);
    return { matchRate, matchRateLevel: matchRateLevel(matchRate, thresholds) };
  });
  return { rows, rates: ratesOf(results, rows, thresholds), matchRates };
}

/**
 * Whether a webhook is told of this end. One that was cancelled did not do its work either, and counts as a failure:
 * who watches a nightly sync wants to know.
 */
export function isOccasion(
  on: WebhookOccasion,
  { migration, rates, matchRates }: Pick<MigrationEnd, "migration" | "rates" | "matchRates">,
): boolean {
  if (on === "EVERY_END" || migration.status === "FAILED" || migration.status === "CANCELLED") return true;
  const isCritical =
    rates.successLevel === "CRITICAL" || matchRates.some((model) => model.matchRateLevel === "CRITICAL");
  return on === "CRITICAL" && isCritical;
}

/** The body of the news, as JSON: the same whenever it is sent. */
export function announcementOf(schedule: Pick<Schedule, "id" | "name">, end: MigrationEnd): string {
  const { migration, results, effects, rows, rates, matchRates, recommendations } = end;
  const { id, pipeline, status, options, errorCode, errorMessage, queuedAt, startedAt, finishedAt } = migration;
  return JSON.stringify({
    event: "migration.ended",
    schedule: { id: String(schedule.id), name: schedule.name },
    migration: {
      id: String(id),
      pipeline,
      status,
      dryRun: options.dryRun === true,
      error: errorCode === null ? null : { code: errorCode, message: errorMessage },
      queuedAt,
      startedAt,
      finishedAt,
      durationMs: startedAt && finishedAt ? finishedAt.getTime() - startedAt.getTime() : null,
    },
    ...rates,
    rows,
    models: results.map((result, i) => ({ ...modelOf(result), ...matchRates[i] })),
    effects: effects.map(effectsOf),
    recommendations: recommendations.map(({ code, message }) => ({ code, message })),
  });
}

function effectsOf({ entity, created, updated, unchanged, deleted, ended }: StoredEffects) {
  return { entity, created, updated, unchanged, deleted, ended };
}

function modelOf(result: StoredResult) {
  const { model, total, matched, orphanedLeft, orphanedRight, duplicates, excluded, rejected } = result;
  const { leftRecords, rightRecords } = result;
  return {
    model,
    total,
    matched,
    orphanedLeft,
    orphanedRight,
    duplicates,
    excluded,
    rejected,
    leftRecords,
    rightRecords,
  };
}
