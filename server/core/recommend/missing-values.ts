import type { MigrationFacts, Recommendation } from "./facts.js";
import { advise, count, reportUrl, rowsOf } from "./wording.js";

export function noSponsors({ rows, hadSponsors }: MigrationFacts): readonly Recommendation[] {
  if (rows === null || hadSponsors) return [];
  const message =
    "There was no sponsor at all, so no sponsorship could be made. Import the sponsors " +
    "(npm run sponsors -- import FILE.csv) and start the migration again: rows whose code was unknown are taken anew.";
  return [advise("NO_SPONSORS", message, { title: "Sponsors", url: null, query: "{ sponsors { totalCount } }" })];
}

export function unknownCodes({ id, ...facts }: MigrationFacts): readonly Recommendation[] {
  // Without any sponsor every code is unknown, and that was said.
  if (facts.unknownCodes === 0 || !facts.hadSponsors) return [];
  const message =
    `${rowsOf(facts.unknownCodeRows, "name")} one of ${count(facts.unknownCodes)} codes that no sponsor has; they were taken ` +
    "without a sponsorship. Save the sponsors, or correct the codes in the source.";
  const query = `{ migration(id: "${id}") { unknownCodeCount unknownCodes { code rows } } }`;
  return [advise("UNKNOWN_CODES", message, { title: "Unknown sponsor codes", url: null, query })];
}

export function sharedValues(facts: MigrationFacts): readonly Recommendation[] {
  return facts.models
    .filter((model) => model.sharedValues > 0)
    .map(({ model, sharedValues: values }) => {
      const query = `{ sharedValues(migrationId: "${facts.id}", model: "${model}") { totalCount nodes { key value leftRecords rightRecords } } }`;
      const message = `${count(values)} key values of ${model} are held by too many records to match. Find out whether they are placeholders.`;
      const url = reportUrl(facts, "result", null);
      return advise("SHARED_VALUES", message, { title: `Shared values of ${model}`, url, query });
    });
}
