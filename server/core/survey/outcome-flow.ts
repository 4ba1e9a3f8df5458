import type { Side } from "../record.js";
import { SLICE, type Sliced } from "../sliced.js";
import { RECORD_OUTCOMES, type RecordOutcome } from "./record-outcomes.js";

/** The records of one side in one migration, in their order: id as a 64-bit hash, outcome, and ties. */
export interface SideOutcomes {
  readonly side: Side;
  readonly highs: Int32Array;
  readonly lows: Int32Array;
  /** places in RECORD_OUTCOMES */
  readonly outcomes: Uint8Array;
  readonly ties: Uint16Array;
}

/** A record in two migrations: its places there, counted from 0; -1 where it is absent. */
export type OnPair = (before: number, after: number) => void;

/**
 * Meets the records of one side in two migrations by their ids: those of the later one in their order, then those that
 * went, in theirs. Linear: two of 300,000 take some ten milliseconds.
 */
export function* meetRecords(before: SideOutcomes, after: SideOutcomes, onPair: OnPair): Sliced<void> {
  const mask = 2 ** Math.ceil(Math.log2(2 * before.lows.length + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  for (let i = 0; i < before.lows.length; i++) {
    if (i % SLICE === 0) yield;
    let slot = (before.lows[i] as number) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = i;
  }
  const isMet = new Uint8Array(before.lows.length);
  for (let i = 0; i < after.lows.length; i++) {
    if (i % SLICE === 0) yield;
    let slot = (after.lows[i] as number) & mask;
    let met = slots[slot] as number;
    while (met !== -1 && (before.lows[met] !== after.lows[i] || before.highs[met] !== after.highs[i])) {
      slot = (slot + 1) & mask;
      met = slots[slot] as number;
    }
    if (met !== -1) isMet[met] = 1;
    onPair(met, i);
  }
  for (let i = 0; i < isMet.length; i++) {
    if (i % SLICE === 0) yield;
    if (isMet[i] === 0) onPair(i, -1);
  }
}

/** How many records of a side went from one outcome to another. */
export interface OutcomeMove {
  readonly side: Side;
  readonly from: RecordOutcome;
  readonly to: RecordOutcome;
  readonly records: number;
}

/** How many records of a side a match key ties to the other side in both migrations, only in the later, only in the earlier. */
export interface TieMove {
  readonly side: Side;
  /** position of the match key */
  readonly key: number;
  readonly kept: number;
  readonly gained: number;
  readonly lost: number;
}

/** What changed for the records of a side. Keys are compared as far as both migrations had them. */
export function* compareOutcomes(
  before: SideOutcomes,
  after: SideOutcomes,
  keys: number,
): Sliced<{ readonly moves: readonly OutcomeMove[]; readonly ties: readonly TieMove[] }> {
  const size = RECORD_OUTCOMES.length;
  const counts = new Int32Array(size * size);
  const ties = Array.from({ length: keys }, () => ({ kept: 0, gained: 0, lost: 0 }));
  yield* meetRecords(before, after, (was, is) => {
    const cell = outcomeAt(before, was) * size + outcomeAt(after, is);
    counts[cell] = (counts[cell] as number) + 1;
    const tied = was < 0 ? 0 : (before.ties[was] as number);
    const tiedNow = is < 0 ? 0 : (after.ties[is] as number);
    if ((tied | tiedNow) === 0) return;
    for (const [key, tally] of ties.entries()) {
      const bit = 1 << key;
      if ((tied & tiedNow & bit) !== 0) tally.kept++;
      else if ((tiedNow & bit) !== 0) tally.gained++;
      else if ((tied & bit) !== 0) tally.lost++;
    }
  });
  const { side } = after;
  const moves = RECORD_OUTCOMES.flatMap((from, row) =>
    RECORD_OUTCOMES.map((to, column) => ({ side, from, to, records: counts[row * size + column] as number })),
  );
  return {
    moves: moves.filter(({ records }) => records > 0),
    ties: ties.map((tally, key) => ({ side, key, ...tally })),
  };
}

/** An outcome's place in RECORD_OUTCOMES; ABSENT where the record is not there. */
export function outcomeAt({ outcomes }: SideOutcomes, place: number): number {
  return place < 0 ? 0 : (outcomes[place] as number);
}
