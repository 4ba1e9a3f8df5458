import fc from "fast-check";
import { expect, test } from "vitest";
import { findSharedValues } from "../../../server/core/match/shared-values.js";
import { ValueIndex } from "../../../server/core/match/value-index.js";
import { runThrough } from "../../../server/core/sliced.js";
import { graphs, isShared, matchKeys, readGraph } from "./graphs.js";

test("a value is shared where more records of one side hold it than its key allows, and not before", () => {
  const index = new ValueIndex();
  for (const number of [1, 2, -1, -2]) index.add(number, "two a side", 0);
  for (const number of [1, 2, 3]) index.add(number, "three on the left", 0);
  for (const number of [-1, -2, -3]) index.add(number, "three on the right", 0);
  for (const number of [1, 2, 3]) index.add(number, "allowed by its own key", 1);
  for (let again = 0; again < 5; again++) index.add(1, "one record says it again", 0);
  expect(Array.from(runThrough(findSharedValues(index, matchKeys([2, 3]))))).toEqual([0, 1, 1, 0, 0]);
});

test("agrees with counting one by one", () => {
  fc.assert(
    fc.property(graphs(), (graph) => {
      const { index, mayMatch } = readGraph(graph);
      for (let value = 0; value < index.values.size; value++) {
        const held = { space: index.values.space(value), text: index.values.text(value) };
        expect(mayMatch(value)).toBe(!isShared(graph, held));
      }
    }),
    { numRuns: 500 },
  );
});
