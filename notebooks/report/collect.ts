import {
  BridgesDocument,
  DuplicateSurveyDocument,
  FlowDocument,
  LargestDuplicatesDocument,
  MovedDocument,
  OrphanSurveyDocument,
  PipelinesDocument,
  type PipelinesQuery,
  ProfileDocument,
  SyncsDocument,
  TrendDocument,
  type TypedDocumentString,
} from "../lib/graphql/graphql.ts";

/** Asks the API and keeps the answer for the report. */
export type Ask = <Result, Variables>(
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
) => Promise<Result>;

type Pipeline = PipelinesQuery["pipelines"][number];

/** Of so many of the newest runs a report holds the details. */
const DETAILED = 4;

/** What each notebook may ask for, for all that can be chosen in it; of runs with details, the newest. */
const COLLECTORS: Readonly<Record<string, (ask: Ask, pipeline: Pipeline) => Promise<void>>> = {
  "match-rate": askTrend,
  "burn-down": askTrend,
  "what-changed": forReconciliations(async (ask, pipeline) => {
    const runs = await newestRuns(ask, pipeline);
    for (const model of pipeline.models)
      for (const [i, from] of runs.entries())
        for (const to of runs.slice(0, i)) {
          const between = { from, to, model: model.name };
          const { outcomeFlow } = await ask(FlowDocument, between);
          for (const move of outcomeFlow.moves.filter((each) => each.from !== each.to))
            await ask(MovedDocument, { ...between, was: move.from, is: move.to, side: move.side, after: null });
        }
  }),
  "orphans-why": forReconciliations(async (ask, pipeline) => {
    for (const id of await newestRuns(ask, pipeline)) await ask(OrphanSurveyDocument, { id });
  }),
  duplicates: forReconciliations(async (ask, pipeline) => {
    for (const id of await newestRuns(ask, pipeline)) {
      await ask(DuplicateSurveyDocument, { id });
      for (const { name: model } of pipeline.models) {
        await ask(BridgesDocument, { id, model });
        await ask(LargestDuplicatesDocument, { id, model });
      }
    }
  }),
  "student-sync": async (ask, { name, kind }) => {
    if (kind === "UPSERT") await ask(SyncsDocument, { pipeline: name });
  },
  "run-profile": async (ask, { name }) => void (await ask(ProfileDocument, { pipeline: name })),
};

/** Asks for all that a report of the notebook holds; of one of your own, for the series of all runs. */
export async function collect(notebook: string, ask: Ask): Promise<readonly Pipeline[]> {
  const { pipelines } = await ask(PipelinesDocument, {});
  const collectors = COLLECTORS[notebook] ? [COLLECTORS[notebook]] : [askTrend, ...seriesOfAll];
  for (const pipeline of pipelines) for (const collector of collectors) await collector(ask, pipeline);
  return pipelines;
}

const seriesOfAll = ["student-sync", "run-profile"].flatMap((name) => COLLECTORS[name] ?? []);

async function askTrend(ask: Ask, { name }: Pipeline): Promise<void> {
  await ask(TrendDocument, { pipeline: name });
}

function forReconciliations(collector: (ask: Ask, pipeline: Pipeline) => Promise<void>) {
  return async (ask: Ask, pipeline: Pipeline): Promise<void> => {
    if (pipeline.kind === "RECONCILIATION") await collector(ask, pipeline);
  };
}

/** Ids of the newest runs, newest first. */
async function newestRuns(ask: Ask, { name }: Pipeline): Promise<readonly string[]> {
  const { trend } = await ask(TrendDocument, { pipeline: name });
  return [...new Set(trend.map(({ migrationId }) => migrationId))].reverse().slice(0, DETAILED);
}
