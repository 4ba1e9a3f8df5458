import type { ClusterOutcome } from "../core/match/classify.js";
import { numberAt, sizeOf } from "../core/match/record-space.js";
import type { Side } from "../core/record.js";
import type { ModelCounts } from "../core/stores.js";
import { type Holdings, surveyHoldings } from "../core/survey/holdings.js";
import { drive } from "./drive.js";
import type { Found } from "./found.js";
import type { MigrationRun } from "./migration-run.js";
import { rankCandidates } from "./rank-candidates.js";
import { storeRecordOutcomes } from "./store-record-outcomes.js";
import { surveyModel } from "./survey-model.js";

/** Findings between two looks at whether somebody cancelled. */
const LOOK_UP = 1_000;

/** With both of its findings for each, so many still fit a page of PostgreSQL. */
const RECORDS_A_ROW = 1_000;

const NONE = new Int32Array(0);

/** Keeps a model's findings, numbered outcome by outcome as core/match/ranges says, its candidates, which finding shows a record, and its survey. */
export async function storeFindings(run: MigrationRun, found: Found): Promise<void> {
  const { read, classified, findings } = found;
  const { matched, duplicates, sameSide, orphans } = classified;
  const total = matched.length + duplicates.length + sameSide.length + orphans.length;
  await run.progress.stage("STORE", read.model.name, total, async () => {
    const shownBy = await storeOutcomes(run, found);
    const holdings = await surveyOf(run, found);
    const isFree = await storeRecordOutcomes(found, holdings.ties);
    const rules = await rankCandidates(run, read, classified, findings, isFree);
    await storeRecordFindings(found, shownBy);
    await storeSharedValues(found);
    await surveyModel(run, found, { holdings, rules });
    await findings.closeResult(read.resultId, countsOf(found));
  });
}

function surveyOf(run: MigrationRun, { read, matched }: Found): Promise<Holdings> {
  const { model, keyValues, unusable, space } = read;
  return drive(surveyHoldings(keyValues, unusable, space, matched.mayMatch, model.matchKeys.length), run.signal);
}

/** Which findings show a record, by its position: one, or two where it is an orphan of a same-side cluster. */
interface ShownBy {
  readonly finding: Int32Array;
  readonly sameSide: Int32Array;
}

async function storeOutcomes(run: MigrationRun, { read, matched, classified, findings }: Found): Promise<ShownBy> {
  const { space, resultId } = read;
  const { clusters, links } = matched;
  const finding = new Int32Array(sizeOf(space));
  const sameSide = new Int32Array(sizeOf(space));
  const sink = findings.findings();
  let number = 0;
  let told = 0;

  const write = (outcome: ClusterOutcome, positions: Int32Array, of: Int32Array, candidates: number) => {
    number++;
    for (const position of positions) (outcome === "SAME_SIDE" ? sameSide : finding)[position] = number;
    const members = positions.map((position) => numberAt(position, space));
    return sink.write({ resultId, number, outcome, members, links: of, candidates });
  };
  const advance = (): void => {
    run.signal.throwIfAborted();
    run.progress.advance(number - told);
    told = number;
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
      const named = triples.map((item, i) => (i % 3 === 2 ? item : numberAt(item, space)));
      const full = write(outcome, positions, named, 0);
      if (full) await full;
      if (number % LOOK_UP === 0) advance();
    }
  for (const group of classified.orphanOrder)
    for (const position of group.positions) {
      const candidates = group.hasCandidates ? classified.finder.find(position).length : 0;
      const full = write("ORPHAN", Int32Array.of(position), NONE, candidates);
      if (full) await full;
      if (number % LOOK_UP === 0) advance();
    }
  await sink.end();
  advance();
  return { finding, sameSide };
}

async function storeRecordFindings({ read, findings }: Found, { finding, sameSide }: ShownBy): Promise<void> {
  const { space, resultId } = read;
  const sink = findings.recordFindings();
  const sides: readonly [Side, number, number][] = [
    ["LEFT", 0, space.left],
    ["RIGHT", space.left, sizeOf(space)],
  ];
  for (const [side, start, end] of sides)
    for (let at = start; at < end; at += RECORDS_A_ROW) {
      const shown = (by: Int32Array) => by.subarray(at, Math.min(at + RECORDS_A_ROW, end));
      const clusters = shown(sameSide);
      await sink.write({
        resultId,
        side,
        first: at - start + 1,
        findings: shown(finding),
        sameSide: clusters.some((number) => number > 0) ? clusters : NONE,
      });
    }
  await sink.end();
}

async function storeSharedValues({ read, matched, findings }: Found): Promise<void> {
  const { keyValues, model, resultId } = read;
  const sink = findings.sharedValues();
  for (const [i, { value, left, right }] of matched.sharedValues.entries()) {
    const key = model.matchKeys[keyValues.values.key(value)]?.column ?? "";
    await sink.write({ resultId, number: i + 1, key, value: keyValues.values.text(value), left, right });
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
