import fc from "fast-check";
import { expect, test } from "vitest";
import { numberAt } from "../../../server/core/match/record-space.js";
import { graphs, readGraph } from "./graphs.js";

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
      const name = (value: number) => `${index.values.key(value)} ${index.values.text(value)}`;
      const values = index.pairValues.view();
      const pairs = Array.from(index.pairRecords.view(), (number, i) => `${number} ${name(values[i] as number)}`);
      expect(pairs).toHaveLength(expected.size);
      expect(new Set(pairs)).toEqual(expected);
      expect(index.values.size).toBe(holders.size);
      const { left, right } = index.holders();
      for (let value = 0; value < index.values.size; value++)
        expect({ left: left[value], right: right[value] }).toEqual(holders.get(name(value)));
    }),
    { numRuns: 1_000 },
  );
});
