import type pg from "pg";
import { detectionsOf, ratesOf, rowFigures } from "../../core/figures.js";
import type { Thresholds } from "../../core/levels.js";
import type { Pipeline } from "../../core/pipeline.js";
import { recommend } from "../../core/recommendations.js";
import { reportsOf } from "../../core/report/declaration.js";
import type { ReportedUpsert } from "../../core/report/reported.js";
import type { ResultHead } from "../../core/report/result-head.js";
import { createEvidenceReader } from "../stores/evidence.js";
import type { ModelResultRow } from "./layout.js";

/** All of them: they are one line each. */
const MOST_CODES = 2 ** 31 - 1;

/** What an upsert's report says before the rejected rows. */
export async function readUpsertHead(
  client: pg.ClientBase,
  { migration }: ResultHead,
  results: readonly ModelResultRow[],
  { pipeline, thresholds }: { readonly pipeline: Pipeline | undefined; readonly thresholds: Thresholds },
): Promise<ReportedUpsert> {
  const evidence = createEvidenceReader(client);
  const id = Number(migration.id);
  const [rejections = []] = await evidence.rejectionCounts([id]);
  const [unknownCodes = { total: 0, rows: 0, codes: [] }] = await evidence.unknownCodes([id], MOST_CODES);
  const [hadSponsors = false] = await evidence.hadSponsors([id]);
  const rows = rowFigures(results);
  const rates = ratesOf(results, rows, thresholds);
  const detections = detectionsOf(results);
  const named = { id, pipeline: migration.pipeline, isDryRun: false, startedAt: new Date(migration.queuedAt) };
  const recommendations = recommend({
    id: migration.id,
    options: migration.options,
    rows,
    rates,
    models: results.map(({ model, duplicates }) => ({ model, duplicates, sharedValues: 0 })),
    rejections,
    unknownCodes: unknownCodes.total,
    unknownCodeRows: unknownCodes.rows,
    detections,
    hadSponsors,
    reports: reportsOf(named, "UPSERT", [])
      .filter(({ isNamesake }) => isNamesake)
      .map(({ kind, model, url }) => ({ kind: kind.kind, model, url })),
  });
  return {
    rows,
    rates,
    entities: pipeline?.upsert?.entities ?? [],
    detections,
    unknownCodes,
    rejections,
    recommendations,
  };
}
