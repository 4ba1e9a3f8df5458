import { type Bridge, findBridges } from "../core/survey/bridges.js";
import { sizesOf } from "../core/survey/cluster-sizes.js";
import type { Holdings } from "../core/survey/holdings.js";
import { surveyKeys } from "../core/survey/key-usage.js";
import type { RuleCount } from "../core/survey/rule-tally.js";
import { countOrphans } from "./count-orphans.js";
import { drive } from "./drive.js";
import type { Found } from "./found.js";
import type { MigrationRun } from "./migration-run.js";

/** Bridges that are kept to be looked at; all of them are counted. */
const MOST_BRIDGES = 1_000;

interface Known {
  readonly holdings: Holdings;
  readonly rules: readonly RuleCount[];
}

/** Counts what analysts ask about a model while all of it is at hand, and keeps it. */
export async function surveyModel(run: MigrationRun, found: Found, { holdings, rules }: Known): Promise<void> {
  const { read, matched, classified, findings } = found;
  const { model, space, keyValues: index, unusable } = read;
  const { clusters, sharedValues, mayMatch } = matched;
  const bridges = await drive(findBridges(clusters, classified.duplicates, index, space, mayMatch), run.signal);
  const keys = { matchKeys: model.matchKeys, index, unusable, clusters, classification: classified, sharedValues };
  const survey = {
    keyUsage: await drive(surveyKeys({ ...keys, holdings, bridges }), run.signal),
    clusterSizes: sizesOf(clusters, classified, space),
    orphanCounts: await countOrphans(run, found, holdings),
    ruleCounts: rules,
  };
  await storeBridges(found, bridges);
  await findings.keepSurvey(read.resultId, survey);
}

/** Those that part their duplicates into the largest halves. */
async function storeBridges({ read, classified, findings }: Found, bridges: readonly Bridge[]): Promise<void> {
  const { resultId, model, keyValues } = read;
  const ordered = bridges.toSorted((a, b) => b.smaller - a.smaller || b.larger - a.larger || a.duplicate - b.duplicate);
  const sink = findings.bridges();
  for (const [i, bridge] of ordered.slice(0, MOST_BRIDGES).entries()) {
    const { duplicate, key, value, larger, smaller, settles } = bridge;
    const full = sink.write({
      resultId,
      number: i + 1,
      // Duplicates are numbered behind the matched, in their order.
      finding: classified.matched.length + duplicate + 1,
      key: model.matchKeys[key]?.column ?? "",
      value: keyValues.values.text(value),
      larger,
      smaller,
      settles,
    });
    if (full) await full;
  }
  await sink.end();
}
