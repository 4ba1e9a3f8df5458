import { NEWLINE } from "../core/copy-line.js";
import { LineCursor } from "../core/line-cursor.js";
import { numberAt } from "../core/match/record-space.js";
import type { RecordReader, Side } from "../core/record.js";
import { LineReader, RowReader } from "../core/record-reader.js";
import type { Holdings } from "../core/survey/holdings.js";
import { type OrphanCount, OrphanTally } from "../core/survey/orphan-facets.js";
import { inBatches } from "./drive.js";
import type { Found } from "./found.js";
import type { MigrationRun } from "./migration-run.js";

/** Orphans whose rows are looked up at once. */
const LOOK_UP = 1_000;

/** Where one of so many records is an orphan, going through all of them costs less than looking orphans up. */
const FEW = 100;

/** Counts the orphans of both sides by what may explain them. */
export async function countOrphans(
  run: MigrationRun,
  found: Found,
  { causeOf }: Holdings,
): Promise<readonly OrphanCount[]> {
  const { model, space } = found.read;
  const [leftWith, leftWithout, rightWith, rightWithout] = found.classified.orphanOrder.map((group) => group.positions);
  const sides = [
    { side: "LEFT", positions: [...(leftWith ?? []), ...(leftWithout ?? [])], with: leftWith, records: space.left },
    {
      side: "RIGHT",
      positions: [...(rightWith ?? []), ...(rightWithout ?? [])],
      with: rightWith,
      records: space.right,
    },
  ] as const;
  const counts: OrphanCount[] = [];
  for (const { side, positions, with: withCandidates = [], records } of sides) {
    const tally = new OrphanTally(side, model.columns);
    const hasCandidates = new Set(withCandidates);
    const take = (position: number, reader: RecordReader): void =>
      tally.add(reader, causeOf(position), hasCandidates.has(position));
    const isMany = positions.length * FEW > records;
    await (isMany ? goThrough(run, found, side, positions, take) : lookUp(run, found, positions, take));
    counts.push(...tally.counts);
  }
  return counts;
}

type Take = (position: number, reader: RecordReader) => void;

async function lookUp(run: MigrationRun, { read, findings }: Found, positions: readonly number[], take: Take) {
  const reader = new RowReader(read.model.columns);
  for (const batch of inBatches(positions, LOOK_UP)) {
    run.signal.throwIfAborted();
    const numbers = batch.map((position) => numberAt(position, read.space));
    const rows = await findings.rowsOf(read.resultId, numbers);
    for (const [i, position] of batch.entries()) take(position, reader.of(rows.get(numbers[i] as number) ?? []));
  }
}

async function goThrough(
  run: MigrationRun,
  { read, findings }: Found,
  side: Side,
  positions: readonly number[],
  take: Take,
) {
  const { model, space, resultId } = read;
  const line = new LineCursor(1 + model.columns.length);
  const reader = new LineReader(line, model.columns);
  const wanted = Int32Array.from(positions).sort();
  let next = 0;
  let position = side === "LEFT" ? 0 : space.left;
  for await (const lines of findings.linesOf(resultId, side)) {
    run.signal.throwIfAborted();
    for (let start = 0; start < lines.length; position++) {
      if (position === wanted[next]) {
        next++;
        start = line.goTo(lines, start);
        take(position, reader);
      } else start = lines.indexOf(NEWLINE, start) + 1;
    }
  }
}
