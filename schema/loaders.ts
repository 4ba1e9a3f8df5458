import DataLoader from "dataloader";
import type { Tie } from "../server/core/match/explain.js";
import type { RecordKey, Slice, StoredResult } from "../server/core/read-ports.js";
import type { OwnedPageRequest } from "../server/core/schedule/schedule.js";
import { LARGEST_PAGE } from "./connection/page.input.js";
import type { ApiServices } from "./services.js";

/** A cluster's members that are explained together. */
export interface ExplainedCluster {
  readonly result: StoredResult;
  readonly members: readonly number[];
}

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Gathers what the objects of one page ask for into one statement each.
 * Details never change and are kept for the operation; metrics change while a migration runs and are not,
 * because a subscription's operation lives long.
 */
export function createLoaders({ readers, reports }: Pick<ApiServices, "readers" | "reports">) {
  const { migrations, evidence, findings, records, explanations, sharedValues, schedules, surveys } = readers;
  const fresh = { cache: false };
  return {
    latest: new DataLoader((names: readonly string[]) => migrations.latest(names), fresh),
    migration: new DataLoader((ids: readonly number[]) => migrations.findAll(ids), fresh),
    previous: new DataLoader((ids: readonly number[]) => migrations.previous(ids), fresh),
    schedule: new DataLoader((ids: readonly number[]) => schedules.findAll(ids), fresh),
    schedulesOf: new DataLoader((names: readonly string[]) => schedules.ofPipelines(names), fresh),
    lastRun: new DataLoader((ids: readonly number[]) => schedules.lastRuns(ids), fresh),
    scheduledRuns: new DataLoader((requests: readonly OwnedPageRequest[]) => schedules.runs(requests), fresh),
    deliveries: new DataLoader((requests: readonly OwnedPageRequest[]) => schedules.deliveries(requests), fresh),
    results: new DataLoader((ids: readonly number[]) => migrations.results(ids), fresh),
    effects: new DataLoader((ids: readonly number[]) => migrations.effects(ids), fresh),
    stages: new DataLoader((ids: readonly number[]) => migrations.stages(ids), fresh),
    parts: new DataLoader((ids: readonly number[]) => migrations.parts(ids), fresh),
    progress: new DataLoader((ids: readonly number[]) => migrations.progress(ids), fresh),
    rejectionCounts: new DataLoader((ids: readonly number[]) => evidence.rejectionCounts(ids), fresh),
    unknownCodes: new DataLoader((ids: readonly number[]) => evidence.unknownCodes(ids, LARGEST_PAGE), fresh),
    hadSponsors: new DataLoader((ids: readonly number[]) => evidence.hadSponsors(ids), fresh),
    sharedValueCount: new DataLoader((ids: readonly number[]) => sharedValues.counts(ids), fresh),
    keyUsage: new DataLoader((ids: readonly number[]) => surveys.keyUsage(ids), fresh),
    clusterSizes: new DataLoader((ids: readonly number[]) => surveys.clusterSizes(ids), fresh),
    orphanCounts: new DataLoader((ids: readonly number[]) => surveys.orphanCounts(ids), fresh),
    ruleCounts: new DataLoader((ids: readonly number[]) => surveys.ruleCounts(ids), fresh),
    reports: new DataLoader((ids: readonly number[]) => reports.list(ids), fresh),
    record: new DataLoader((keys: readonly RecordKey[]) => records.records(keys), {
      cacheKeyFn: ({ resultId, number }) => `${resultId} ${number}`,
    }),
    members: new DataLoader((slices: readonly Slice[]) => findings.members(slices), { cacheKeyFn: sliceKey }),
    candidates: new DataLoader((slices: readonly Slice[]) => records.candidates(slices), { cacheKeyFn: sliceKey }),
    chain: new DataLoader(
      (slices: readonly (Slice & { readonly result: StoredResult })[]) => explanations.chains(slices),
      { cacheKeyFn: sliceKey },
    ),
    ties: new DataLoader<ExplainedCluster, readonly Tie[], string>((clusters) => explanations.ties(clusters), {
      cacheKeyFn: ({ result, members }) => `${result.id} ${members.join(" ")}`,
    }),
  };
}

function sliceKey({ resultId, number, from, count }: Slice): string {
  return `${resultId} ${number} ${from} ${count}`;
}
