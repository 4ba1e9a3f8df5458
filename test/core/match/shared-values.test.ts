import fc from "fast-check";
import { expect, test } from "vitest";
import { findSharedValues } from "../../../server/core/match/shared-values.js";
import { runThrough } from "../../../server/core/sliced.js";
import { BothSides, graphs, isShared, matchKeys, readGraph } from "./graphs.js";

test("a value is shared where more records of one side hold it than its key allows, and not before", () => {
  const held = new BothSides();
  for (const number of [1, 2, -1, -2]) held.add(number, "two a side", 0);
  for (const number of [1, 2, 3]) held.add(number, "three on the left", 0);
  for (const number of [1, 2, 3]) held.add(number, "allowed by its own key", 1);
  for (let again = 0; again < 5; again++) held.add(1, "one record says it again", 0);
  for (const number of [-1, -2, -3]) held.add(number, "three on the right", 0);
  expect(runThrough(findSharedValues(held.index(), matchKeys([2, 3])))).toEqual([
    { value: 1, left: 3, right: 0 },
    { value: 4, left: 0, right: 3 },
  ]);
});

test("agrees with counting one by one", () => {
  fc.assert(
    fc.property(graphs(), (graph) => {
      const { index, mayMatch } = readGraph(graph);
      for (let value = 0; value < index.values.size; value++) {
        const held = { space: index.values.key(value), text: index.values.text(value) };
        expect(mayMatch(value)).toBe(!isShared(graph, held));
      }
    }),
    { numRuns: 500 },
  );
});
