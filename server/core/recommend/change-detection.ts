import type { MigrationOptions } from "../options.js";
import type { MigrationFacts, Recommendation } from "./facts.js";
import { advise, COMMON, percent, rowsOf } from "./wording.js";

export function inefficiency({ id, options, rows, rates }: MigrationFacts): readonly Recommendation[] {
  if (rates.efficiencyLevel !== "INEFFICIENT" || rows === null) return [];
  // A first load finds nothing to skip, and a sync that asks for changed rows alone should not.
  if (rows.updated <= rows.created || (options.modifiedSince !== undefined && !options.forceUpdate)) return [];
  const share = `Only ${percent(rates.efficiency ?? 0)} of the rows were unchanged`;
  const advice = options.forceUpdate
    ? "since all were written by force. Force updates less often: the content of a row shows an edit that leaves its IPK alone."
    : options.changeDetection === "IPK"
      ? "by their IPK. The change detection BOTH also looks at the content; CONTENT skips rows that were only rewritten."
      : "since many changed. Sync more often, with modifiedSince last, so that only changed rows are read.";
  const query = `{ migration(id: "${id}") { efficiency rows { read created updated unchanged } detections { detectedBy rows } } }`;
  return [advise("INEFFICIENT", `${share}, ${advice}`, { title: "What decided", url: null, query })];
}

/** A missing IPK is never equal, so its row is taken each time, and nothing is found to write; a new IPK is written. */
export function missingIpks({ id, rows, detections }: MigrationFacts): readonly Recommendation[] {
  if (rows === null) return [];
  const { FORCED: forced = 0, IPK: byIpk = 0 } = detections;
  const taken = Object.values(detections).reduce((sum, count) => sum + count, 0);
  const missing = Math.min(byIpk, taken - rows.created - rows.updated - forced);
  if (missing <= 0 || missing < rows.read * COMMON) return [];
  const message =
    `${rowsOf(missing, "have")} no IPK, so that they are taken each time although nothing changes. Let the legacy ` +
    "system give them one, or use the change detection CONTENT.";
  return [advise("MISSING_IPKS", message, { title: "What decided", url: null, query: detectionQuery(id) })];
}

export function contentOnly({ id, options, detections, ...facts }: MigrationFacts): readonly Recommendation[] {
  // A row with an unknown code is looked at each time, whether it was edited or not.
  const edited = (detections.CONTENT ?? 0) - facts.unknownCodeRows;
  if (!comparesBoth(options) || edited <= 0) return [];
  const message =
    `${rowsOf(edited, "have")} another content under the IPK of before: detection by IPK alone would have missed them. ` +
    "Keep the change detection BOTH; it needs no forced runs.";
  return [advise("CONTENT_ONLY", message, { title: "What decided", url: null, query: detectionQuery(id) })];
}

function detectionQuery(id: string): string {
  return `{ migration(id: "${id}") { detections { detectedBy rows } } }`;
}

function comparesBoth({ changeDetection = "BOTH" }: MigrationOptions): boolean {
  return changeDetection === "BOTH";
}
