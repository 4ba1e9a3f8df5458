import type { Side } from "../../core/record.js";
import type { SideOutcomes } from "../../core/survey/outcome-flow.js";
import type { Queryable } from "./query.js";

/** Reads what became of the records of a side of a result. */
export type ReadOutcomes = (resultId: number, side: Side) => Promise<SideOutcomes>;

/** Whoever compares two migrations asks about them again and again: some sides are kept, if they are not too large. */
const KEPT = 8;
const LARGEST_KEPT = 500_000;

/** What became of a record never changes once it is stored, so that what was read before need not be read again. */
export function createOutcomesReader(pool: Queryable): ReadOutcomes {
  const kept = new Map<string, SideOutcomes>();
  return async (resultId, side) => {
    const key = `${resultId} ${side}`;
    const known = kept.get(key);
    if (known) return known;
    const read = await readOutcomes(pool, resultId, side);
    const records = read.outcomes.length;
    if (records > 0 && records <= LARGEST_KEPT) kept.set(key, read);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
    return read;
  };
}

async function readOutcomes(pool: Queryable, resultId: number, side: Side): Promise<SideOutcomes> {
  const { rows } = await pool.query<{ ids: Buffer; outcomes: Buffer; ties: Buffer }>(
    `select ids, outcomes, ties from crosswalk.record_outcomes
      where result_id = $1 and side = $2::crosswalk.side order by first`,
    [resultId, side],
  );
  const records = rows.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
  const [highs, lows] = [new Int32Array(records), new Int32Array(records)];
  const [outcomes, ties] = [new Uint8Array(records), new Uint16Array(records)];
  let at = 0;
  for (const row of rows) {
    const count = row.outcomes.length;
    // As the engine wrote them: the way they lie in memory.
    bytesOf(highs).set(row.ids.subarray(0, count * 4), at * 4);
    bytesOf(lows).set(row.ids.subarray(count * 4), at * 4);
    bytesOf(ties).set(row.ties, at * 2);
    outcomes.set(row.outcomes, at);
    at += count;
  }
  return { side, highs, lows, outcomes, ties };
}

function bytesOf({ buffer }: Int32Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer);
}
