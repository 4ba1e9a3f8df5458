import { detectionsOf, isUpsert, type Rates, type RowFigures, ratesOf, rowFigures } from "../../server/core/figures.js";
import type { StoredMigration, StoredResult } from "../../server/core/read-ports.js";
import type { Recommendation } from "../../server/core/recommend/facts.js";
import { recommend } from "../../server/core/recommendations.js";
import type { ApiContext } from "../context.js";
import { visibleReports } from "./visible-reports.js";

type Counted = Pick<StoredMigration, "id" | "pipeline" | "options">;

/** A migration's figures, from its counts. */
export async function figuresOf(
  { loaders, pipelines, thresholds }: ApiContext,
  { id, pipeline: name }: Counted,
): Promise<{ results: readonly StoredResult[]; rows: RowFigures | null; rates: Rates }> {
  const results = await loaders.results.load(id);
  const pipeline = pipelines.find((declared) => declared.name === name);
  const rows = isUpsert(pipeline, results) ? rowFigures(results) : null;
  return { results, rows, rates: ratesOf(results, rows, thresholds) };
}

/** What to do after a migration, from all that is known of it. */
export async function recommendationsOf(context: ApiContext, migration: Counted): Promise<readonly Recommendation[]> {
  const { loaders } = context;
  const { id, options } = migration;
  const [{ results, rows, rates }, rejections, unknown, hadSponsors, reports] = await Promise.all([
    figuresOf(context, migration),
    loaders.rejectionCounts.load(id),
    loaders.unknownCodes.load(id),
    loaders.hadSponsors.load(id),
    visibleReports(context, id),
  ]);
  const models = results.map(async ({ id: resultId, model, duplicates }) => ({
    model,
    duplicates,
    sharedValues: await loaders.sharedValueCount.load(resultId),
  }));
  return recommend({
    id: String(id),
    options,
    rows,
    rates,
    models: await Promise.all(models),
    rejections,
    unknownCodes: unknown.total,
    unknownCodeRows: unknown.rows,
    detections: detectionsOf(results),
    hadSponsors,
    reports,
  });
}
