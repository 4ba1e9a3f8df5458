import fc from "fast-check";
import { expect, test } from "vitest";
import { groupByKey } from "../../../server/core/match/grouping.js";
import { runThrough } from "../../../server/core/sliced.js";

test("gives the positions of each key, ascending; negative keys leave theirs out", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -2, max: 7 })), (keys) => {
      const { starts, positions } = runThrough(groupByKey(Int32Array.from(keys), 8));
      expect(starts).toHaveLength(9);
      expect(positions).toHaveLength(keys.filter((key) => key >= 0).length);
      for (let key = 0; key < 8; key++)
        expect(Array.from(positions.subarray(starts[key], starts[key + 1]))).toEqual(
          keys.flatMap((other, position) => (other === key ? [position] : [])),
        );
    }),
    { numRuns: 1_000 },
  );
});
