import { contentOnly, inefficiency, missingIpks } from "./recommend/change-detection.js";
import type { MigrationFacts, Recommendation } from "./recommend/facts.js";
import { noSponsors, sharedValues, unknownCodes } from "./recommend/missing-values.js";
import { commonRejections, duplicates, lowSuccess } from "./recommend/rejected-rows.js";

/** In the order in which they are told. */
const RULES: readonly ((facts: MigrationFacts) => readonly Recommendation[])[] = [
  noSponsors,
  lowSuccess,
  commonRejections,
  duplicates,
  unknownCodes,
  inefficiency,
  missingIpks,
  contentOnly,
  sharedValues,
];

/** What to do after a migration, the most urgent first; empty where there is nothing to do. */
export function recommend(facts: MigrationFacts): readonly Recommendation[] {
  return RULES.flatMap((rule) => rule(facts));
}
