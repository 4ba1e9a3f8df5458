import type { ClusterOutcome } from "../core/match/classify.js";
import { numberAt, sizeOf } from "../core/match/record-space.js";
import type { FindingsTransaction, ModelCounts } from "../core/stores.js";
import type { ClassifiedModel } from "./classify-model.js";
import { drive } from "./drive.js";
import type { ReadModel } from "./load-model.js";
import type { MatchedModel } from "./match-model.js";
import type { MigrationRun } from "./migration-run.js";
import { rankCandidates } from "./rank-candidates.js";

/** Findings between two looks at whether somebody cancelled. */
const LOOK_UP = 10_000;

export interface Found {
  readonly read: ReadModel;
  readonly matched: MatchedModel;
  readonly classified: ClassifiedModel;
  readonly findings: FindingsTransaction;
  readonly rejected: number;
}

/** Keeps a model's findings, numbered outcome by outcome as core/match/ranges says, its candidates and its search index. */
export async function storeFindings(run: MigrationRun, found: Found): Promise<void> {
  const { read, classified, findings } = found;
  const { matched, duplicates, sameSide, orphans } = classified;
  const total = matched.length + duplicates.length + sameSide.length + orphans.length;
  await run.progress.stage("STORE", read.model.name, total, async () => {
    const shownBy = await storeOutcomes(run, found);
    await rankCandidates(run, read, classified, findings);
    await storeSearchIndex(run, found, shownBy);
    await storeSharedValues(found);
    await findings.closeResult(read.resultId, countsOf(found), read.search.bits);
  });
}

/** Which findings show a record: one, or two where it is an orphan of a same-side cluster. */
interface ShownBy {
  readonly finding: Int32Array;
  readonly sameSide: ReadonlyMap<number, number>;
}

async function storeOutcomes(run: MigrationRun, { read, matched, classified, findings }: Found): Promise<ShownBy> {
  const { space, resultId } = read;
  const { clusters, links } = matched;
  const finding = new Int32Array(sizeOf(space));
  const sameSide = new Map<number, number>();
  const sink = findings.findings();
  let number = 0;

  const write = async (outcome: ClusterOutcome, positions: readonly number[], of: number[], candidates: number) => {
    const members = positions.map((position) => numberAt(position, space));
    await sink.write({ resultId, number: ++number, outcome, members, links: of, candidates });
    for (const position of positions) {
      if (outcome === "SAME_SIDE") sameSide.set(position, number);
      else finding[position] = number;
    }
    run.progress.advance(1);
    if (number % LOOK_UP === 0) run.signal.throwIfAborted();
  };

  const ofClusters: readonly [ClusterOutcome, Int32Array][] = [
    ["MATCHED", classified.matched],
    ["DUPLICATE", classified.duplicates],
    ["SAME_SIDE", classified.sameSide],
  ];
  for (const [outcome, list] of ofClusters)
    for (const cluster of list) {
      const positions = clusters.members.subarray(clusters.starts[cluster], clusters.starts[cluster + 1]);
      const triples = links.triples.subarray(links.starts[cluster], links.starts[cluster + 1]);
      const named = Array.from(triples, (item, i) => (i % 3 === 2 ? item : numberAt(item, space)));
      await write(outcome, Array.from(positions), named, 0);
    }
  for (const group of classified.orphanOrder)
    for (const position of group.positions)
      await write("ORPHAN", [position], [], group.hasCandidates ? classified.finder.find(position).length : 0);
  await sink.end();
  return { finding, sameSide };
}

async function storeSearchIndex(run: MigrationRun, { read, findings }: Found, shownBy: ShownBy): Promise<void> {
  const { space, search, resultId } = read;
  const findingsOf = (record: number): readonly number[] => {
    const position = record > 0 ? record - 1 : space.left - record - 1;
    const numbers = [shownBy.finding[position] as number, shownBy.sameSide.get(position) ?? 0];
    return numbers.filter((number) => number > 0);
  };
  const arranged = await drive(search.arrange(), run.signal);
  const sink = findings.searchBuckets();
  for (const { bucket, postings } of search.buckets(arranged, findingsOf))
    await sink.write({ resultId, bucket, postings });
  await sink.end();
}

async function storeSharedValues({ read, matched, findings }: Found): Promise<void> {
  const { keyValues, model, resultId } = read;
  const sink = findings.sharedValues();
  for (const [i, value] of matched.sharedValues.entries()) {
    const key = model.matchKeys[keyValues.values.space(value)]?.column ?? "";
    const holders = keyValues.holders(value);
    await sink.write({ resultId, number: i + 1, key, value: keyValues.values.text(value), ...holders });
  }
  await sink.end();
}

function countsOf({ read, classified, rejected }: Found): ModelCounts {
  const [leftWith, leftWithout, rightWith, rightWithout] = classified.orphanOrder.map(
    (group) => group.positions.length,
  );
  const orphanedLeft = (leftWith ?? 0) + (leftWithout ?? 0);
  const orphanedRight = (rightWith ?? 0) + (rightWithout ?? 0);
  const matched = classified.matched.length;
  const duplicates = classified.duplicates.length;
  return {
    total: matched + orphanedLeft + orphanedRight + duplicates,
    matched,
    orphanedLeft,
    orphanedRight,
    duplicates,
    sameSideClusters: classified.sameSide.length,
    orphanedLeftWithCandidates: leftWith ?? 0,
    orphanedRightWithCandidates: rightWith ?? 0,
    excluded: classified.excluded,
    rejected,
    leftRecords: read.space.left,
    rightRecords: read.space.right,
  };
}
