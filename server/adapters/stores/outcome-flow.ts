import { setImmediate as nextTurn } from "node:timers/promises";
import type { Page, PageRequest } from "../../core/page.js";
import type { Side } from "../../core/record.js";
import type { Sliced } from "../../core/sliced.js";
import { compareOutcomes, meetRecords, outcomeAt, type SideOutcomes } from "../../core/survey/outcome-flow.js";
import { RECORD_OUTCOMES, type RecordOutcome } from "../../core/survey/record-outcomes.js";
import type { ComparedResult, MovedRecord, MoveFilter, OutcomeFlow } from "../../core/survey-port.js";
import type { ReadOutcomes } from "./record-outcomes.js";

const SIDES: readonly Side[] = ["LEFT", "RIGHT"];

/** What changed between two migrations: what became of each record is read, eleven bytes for each, and met by ids. */
export async function compareResults(
  read: ReadOutcomes,
  before: ComparedResult,
  after: ComparedResult,
): Promise<OutcomeFlow> {
  const sides = await Promise.all(
    SIDES.map(async (side) => {
      const [was, is] = await Promise.all([read(before.id, side), read(after.id, side)]);
      return inTurns(compareOutcomes(was, is, commonKeys(before, after)));
    }),
  );
  return { moves: sides.flatMap(({ moves }) => moves), ties: sides.flatMap(({ ties }) => ties) };
}

/** A page of the records that the filter means; where they are in the list is their key. */
export async function listMoved(
  read: ReadOutcomes,
  before: ComparedResult,
  after: ComparedResult,
  filter: MoveFilter,
  { first, after: resumed }: PageRequest<number>,
): Promise<Page<MovedRecord, number>> {
  const from = resumed === null ? 0 : resumed + 1;
  const items: { key: number; item: MovedRecord }[] = [];
  let total = 0;
  for (const side of SIDES) {
    if (filter.side !== null && filter.side !== side) continue;
    const [was, is] = await Promise.all([read(before.id, side), read(after.id, side)]);
    const isMeant = meant(filter, was, is);
    const sign = side === "LEFT" ? 1 : -1;
    const numberOf = (place: number) => (place < 0 ? null : sign * (place + 1));
    const onPair = (placeBefore: number, placeAfter: number): void => {
      if (!isMeant(placeBefore, placeAfter)) return;
      const key = total++;
      if (key < from || items.length === first) return;
      const outcomes = [outcomeAt(was, placeBefore), outcomeAt(is, placeAfter)].map((at) => RECORD_OUTCOMES[at]);
      const [left, right] = outcomes as [RecordOutcome, RecordOutcome];
      items.push({
        key,
        item: { side, from: left, to: right, before: numberOf(placeBefore), after: numberOf(placeAfter) },
      });
    };
    await inTurns(meetRecords(was, is, onPair));
  }
  return { items, hasNext: from + items.length < total, hasPrevious: from > 0, total: async () => total };
}

function meant({ from, to, key, tie }: MoveFilter, was: SideOutcomes, is: SideOutcomes) {
  const [wanted, wantedNow] = [from, to].map((outcome) => (outcome === null ? null : RECORD_OUTCOMES.indexOf(outcome)));
  const bit = key === null ? 0 : 1 << key;
  return (before: number, after: number): boolean => {
    if (wanted !== null && outcomeAt(was, before) !== wanted) return false;
    if (wantedNow !== null && outcomeAt(is, after) !== wantedNow) return false;
    if (bit === 0) return true;
    const isTied = before >= 0 && ((was.ties[before] as number) & bit) !== 0;
    const isTiedNow = after >= 0 && ((is.ties[after] as number) & bit) !== 0;
    return isTied !== isTiedNow && (tie === null || isTiedNow === (tie === "GAINED"));
  };
}

/** Keys that both migrations had, at the same positions: a tie's bit means the same in both. */
function commonKeys(before: ComparedResult, after: ComparedResult): number {
  let keys = 0;
  while (keys < before.matchKeys.length && before.matchKeys[keys]?.column === after.matchKeys[keys]?.column) keys++;
  return keys;
}

async function inTurns<T>(work: Sliced<T>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await nextTurn();
  }
}
