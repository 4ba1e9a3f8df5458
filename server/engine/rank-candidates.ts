import { type Agreement, agreementsOf, compareAgreements } from "../core/match/agreement.js";
import { numberAt, positionOf } from "../core/match/record-space.js";
import { sideOf } from "../core/record.js";
import { RowReader } from "../core/record-reader.js";
import type { FindingsTransaction } from "../core/stores.js";
import { type RuleCount, RuleTally } from "../core/survey/rule-tally.js";
import type { ClassifiedModel } from "./classify-model.js";
import { inBatches } from "./drive.js";
import type { ReadModel } from "./load-model.js";
import type { MigrationRun } from "./migration-run.js";

/** Orphans whose candidates are looked up and ranked at once: some ten milliseconds of work, with ten candidates each. */
const LOOK_UP = 200;

interface Orphan {
  readonly finding: number;
  readonly number: number;
  readonly candidates: readonly number[];
}

/** Ranks the candidates of every orphan that has some, and stores them with what agrees; gives what each rule says. */
export async function rankCandidates(
  run: MigrationRun,
  read: ReadModel,
  classified: ClassifiedModel,
  findings: FindingsTransaction,
  isFree: (position: number) => boolean,
): Promise<readonly RuleCount[]> {
  const tally = new RuleTally(read.model.candidateRules);
  const orphan = new RowReader(read.model.columns);
  const other = new RowReader(read.model.columns);
  for (const batch of inBatches(orphansWithCandidates(read, classified), LOOK_UP)) {
    run.signal.throwIfAborted();
    const numbers = new Set(batch.flatMap(({ number, candidates }) => [number, ...candidates]));
    const rows = await findings.rowsOf(read.resultId, [...numbers]);
    const sink = findings.candidates();
    for (const { finding, number, candidates } of batch) {
      orphan.of(rows.get(number) ?? []);
      const ranked = candidates
        .map((record): { record: number; agreement: readonly Agreement[] } => ({
          record,
          agreement: agreementsOf(read.model.candidateRules, orphan, other.of(rows.get(record) ?? [])),
        }))
        .sort((a, b) => compareAgreements(a.agreement, b.agreement));
      tally.add(
        sideOf(number),
        ranked.map(({ record, agreement }) => ({ agreement, isFree: isFree(positionOf(record, read.space)) })),
      );
      for (const [i, candidate] of ranked.entries())
        await sink.write({ resultId: read.resultId, finding, rank: i + 1, ...candidate });
    }
    await sink.end();
  }
  return tally.counts;
}

/** Orphans in the order of their findings' numbers. */
function* orphansWithCandidates({ space }: ReadModel, classified: ClassifiedModel): Generator<Orphan> {
  let finding = classified.matched.length + classified.duplicates.length + classified.sameSide.length;
  for (const { hasCandidates, positions } of classified.orphanOrder) {
    if (!hasCandidates) finding += positions.length;
    else
      for (const position of positions)
        yield {
          finding: ++finding,
          number: numberAt(position, space),
          candidates: classified.finder.find(position).map((candidate) => numberAt(candidate, space)),
        };
  }
}
