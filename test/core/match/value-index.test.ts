import fc from "fast-check";
import { expect, test } from "vitest";
import { HeldValues } from "../../../server/core/match/held-values.js";
import { numberAt } from "../../../server/core/match/record-space.js";
import { ValueIndex } from "../../../server/core/match/value-index.js";
import { BothSides, graphs, readGraph } from "./graphs.js";

test("keeps each pair of a record and a value once, and counts the holders of each side", () => {
  fc.assert(
    fc.property(graphs(), (graph) => {
      const { index, space, byPosition } = readGraph(graph);
      const expected = new Set<string>();
      const holders = new Map<string, { left: number; right: number }>();
      byPosition.forEach(({ isLeft, holds }, position) => {
        for (const value of new Set(holds.map(({ space, text }) => `${space} ${text}`))) {
          expected.add(`${numberAt(position, space)} ${value}`);
          const count = holders.get(value) ?? { left: 0, right: 0 };
          holders.set(value, { left: count.left + Number(isLeft), right: count.right + Number(!isLeft) });
        }
      });
      const name = (value: number) => `${index.values.space(value)} ${index.values.text(value)}`;
      const values = index.pairValues.view();
      const pairs = Array.from(index.pairRecords.view(), (number, i) => `${number} ${name(values[i] as number)}`);
      expect(pairs).toHaveLength(expected.size);
      expect(new Set(pairs)).toEqual(expected);
      expect(index.values.size).toBe(holders.size);
      for (let value = 0; value < index.values.size; value++)
        expect(index.holders(value)).toEqual(holders.get(name(value)));
    }),
    { numRuns: 1_000 },
  );
});

test("is the same in however many pieces each side comes", () => {
  fc.assert(
    fc.property(graphs(), fc.integer({ min: 1, max: 9 }), ({ records }, size) => {
      const [whole, pieces] = [new BothSides(), new ValueIndex()];
      for (const wanted of [true, false]) {
        const side = records.filter(({ isLeft }) => isLeft === wanted);
        let piece = new HeldValues();
        side.forEach(({ holds }, i) => {
          const number = wanted ? i + 1 : -i - 1;
          for (const { text, space } of holds) {
            whole.add(number, text, space);
            piece.add(number, text, space);
          }
          if ((i + 1) % size > 0) return;
          pieces.append(piece.pairs());
          piece = new HeldValues();
        });
        pieces.append(piece.pairs());
      }
      expect(contentOf(pieces)).toEqual(contentOf(whole.index()));
    }),
    { numRuns: 500 },
  );
});

function contentOf({ values, pairValues, pairRecords }: ValueIndex): unknown {
  return [values.texts(), pairValues.view(), pairRecords.view()];
}
