import { type Clusters, findClusters } from "../core/match/clusters.js";
import { findLinks, type Links } from "../core/match/links.js";
import { findSharedValues, type SharedValue } from "../core/match/shared-values.js";
import { drive } from "./drive.js";
import type { ReadModel } from "./load-model.js";
import type { MigrationRun } from "./migration-run.js";

/** The clusters of a model, what holds them together, and the values that did not match because too many share them. */
export interface MatchedModel {
  readonly clusters: Clusters;
  readonly links: Links;
  readonly sharedValues: readonly SharedValue[];
  /** false for a shared value */
  readonly mayMatch: (value: number) => boolean;
}

/** Ties the records that share a match key's value, directly or through others. */
export async function matchModel({ signal }: MigrationRun, read: ReadModel): Promise<MatchedModel> {
  const { model, keyValues, space } = read;
  const sharedValues = await drive(findSharedValues(keyValues, model.matchKeys), signal);
  const isShared = new Uint8Array(keyValues.values.size);
  for (const { value } of sharedValues) isShared[value] = 1;
  const mayMatch = (value: number): boolean => isShared[value] === 0;
  const clusters = await drive(findClusters(keyValues, space, mayMatch), signal);
  const links = await drive(findLinks(clusters, keyValues, space, mayMatch), signal);
  return { clusters, links, sharedValues, mayMatch };
}
