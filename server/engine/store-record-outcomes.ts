import { sizeOf } from "../core/match/record-space.js";
import type { Side } from "../core/record.js";
import { isUnmatched, outcomesByPosition } from "../core/survey/record-outcomes.js";
import type { Found } from "./found.js";

/** With eleven bytes for each, so many still fit a page of PostgreSQL. */
const RECORDS_A_ROW = 700;

/** Keeps what became of every record, for comparison with other migrations; gives which could still be matched. */
export async function storeRecordOutcomes(
  { read, matched, classified, findings }: Found,
  ties: Uint16Array,
): Promise<(position: number) => boolean> {
  const { space, resultId, ids } = read;
  const outcomes = outcomesByPosition(matched.clusters, classified, space);
  const highs = ids.highs.view();
  const lows = ids.lows.view();
  const sink = findings.recordOutcomes();
  const sides: readonly [Side, number, number][] = [
    ["LEFT", 0, space.left],
    ["RIGHT", space.left, sizeOf(space)],
  ];
  for (const [side, start, end] of sides)
    for (let at = start; at < end; at += RECORDS_A_ROW) {
      const stop = Math.min(at + RECORDS_A_ROW, end);
      const full = sink.write({
        resultId,
        side,
        first: at - start + 1,
        ids: Buffer.concat([bytesOf(highs.subarray(at, stop)), bytesOf(lows.subarray(at, stop))]),
        outcomes: bytesOf(outcomes.subarray(at, stop)),
        ties: bytesOf(ties.subarray(at, stop)),
      });
      if (full) await full;
    }
  await sink.end();
  return (position) => isUnmatched(outcomes[position]);
}

/** As they lie in memory: every machine that Node.js runs on puts the low byte first. */
function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Uint16Array | Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
