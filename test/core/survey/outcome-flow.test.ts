import fc from "fast-check";
import { expect, test } from "vitest";
import { runThrough } from "../../../server/core/sliced.js";
import { compareOutcomes, meetRecords, type SideOutcomes } from "../../../server/core/survey/outcome-flow.js";
import { RECORD_OUTCOMES } from "../../../server/core/survey/record-outcomes.js";

interface Held {
  readonly id: number;
  readonly outcome: number;
  readonly ties: number;
}

/** Ids meet in their low halves, as hashes may: only both halves tell them apart. */
function side(records: readonly Held[]): SideOutcomes {
  return {
    side: "LEFT",
    highs: Int32Array.from(records, ({ id }) => id),
    lows: Int32Array.from(records, ({ id }) => id % 3),
    outcomes: Uint8Array.from(records, ({ outcome }) => outcome),
    ties: Uint16Array.from(records, ({ ties }) => ties),
  };
}

const records = fc.uniqueArray(
  fc.record({ id: fc.nat(20), outcome: fc.integer({ min: 1, max: 4 }), ties: fc.nat(3) }),
  { selector: ({ id }) => id, maxLength: 15 },
);

test("records are met by their ids, each once", () => {
  fc.assert(
    fc.property(records, records, (before, after) => {
      const met: (readonly [number | undefined, number | undefined])[] = [];
      runThrough(meetRecords(side(before), side(after), (was, is) => met.push([before[was]?.id, after[is]?.id])));
      const went = before.filter(({ id }) => !after.some((other) => other.id === id));
      expect(met).toEqual([
        ...after.map(({ id }) => [before.find((other) => other.id === id)?.id, id]),
        ...went.map(({ id }) => [id, undefined]),
      ]);
    }),
  );
});

test("moves and ties are those that counting by hand gives", () => {
  fc.assert(
    fc.property(records, records, (before, after) => {
      const ids = [...new Set([...before, ...after].map(({ id }) => id))];
      const moves = new Map<string, number>();
      const ties = [0, 1].map((key) => ({ side: "LEFT", key, kept: 0, gained: 0, lost: 0 }));
      for (const id of ids) {
        const [was, is] = [before, after].map((all) => all.find((record) => record.id === id));
        const move = `${RECORD_OUTCOMES[was?.outcome ?? 0]} ${RECORD_OUTCOMES[is?.outcome ?? 0]}`;
        moves.set(move, (moves.get(move) ?? 0) + 1);
        for (const tie of ties) {
          const [tied, tiedNow] = [was, is].map((record) => ((record?.ties ?? 0) >> tie.key) % 2 === 1);
          if (tied && tiedNow) tie.kept++;
          else if (tiedNow) tie.gained++;
          else if (tied) tie.lost++;
        }
      }
      const found = runThrough(compareOutcomes(side(before), side(after), 2));
      expect(new Map(found.moves.map(({ from, to, records: count }) => [`${from} ${to}`, count]))).toEqual(moves);
      expect(found.ties).toEqual(ties);
    }),
  );
});
