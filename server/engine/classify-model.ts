import { type Classification, classify } from "../core/match/classify.js";
import { CandidateFinder } from "../core/match/find-candidates.js";
import { positionOf, sizeOf } from "../core/match/record-space.js";
import type { Sliced } from "../core/sliced.js";
import { drive } from "./drive.js";
import type { ReadModel } from "./load-model.js";
import type { MatchedModel } from "./match-model.js";
import type { MigrationRun } from "./migration-run.js";

/** The outcome of every record, and which orphans have candidates. */
export interface ClassifiedModel extends Classification {
  readonly finder: CandidateFinder;
  /** orphans in the order of their findings: left with candidates, left without, right with, right without */
  readonly orphanOrder: readonly OrphanGroup[];
}

export interface OrphanGroup {
  readonly hasCandidates: boolean;
  readonly positions: readonly number[];
}

/** Looked up one by one, which takes longer than the steps of other sliced work. */
const ORPHANS_A_SLICE = 5_000;

/** Gives every record its outcome. */
export async function classifyModel(
  run: MigrationRun,
  read: ReadModel,
  { clusters }: MatchedModel,
): Promise<ClassifiedModel> {
  const { model, space } = read;
  return run.progress.stage("CLASSIFY", model.name, null, async () => {
    const excluded = new Uint8Array(sizeOf(space));
    for (const number of read.excludable.view()) excluded[positionOf(number, space)] = 1;
    const found = await drive(
      classify(clusters, space, (position) => excluded[position] === 1),
      run.signal,
    );
    const finder = await drive(CandidateFinder.over(read.traits, space, found.orphans), run.signal);
    run.progress.count({
      matched: found.matched.length,
      orphans: found.orphans.length,
      duplicates: found.duplicates.length,
    });
    const orphanOrder = await drive(orderOrphans(found.orphans, space.left, finder), run.signal);
    return { ...found, finder, orphanOrder };
  });
}

function* orderOrphans(orphans: Int32Array, left: number, finder: CandidateFinder): Sliced<readonly OrphanGroup[]> {
  const groups = [true, false, true, false].map((hasCandidates) => ({ hasCandidates, positions: [] as number[] }));
  for (const [i, position] of orphans.entries()) {
    if (i % ORPHANS_A_SLICE === 0) yield;
    const group = (position < left ? 0 : 2) + (finder.find(position, 1).length > 0 ? 0 : 1);
    (groups[group] as { positions: number[] }).positions.push(position);
  }
  return groups;
}
