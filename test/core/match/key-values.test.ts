import fc from "fast-check";
import { expect, test } from "vitest";
import { comparableValues } from "../../../server/core/match/explain.js";
import { KeyValues } from "../../../server/core/match/key-values.js";
import { indexValues } from "../../../server/core/match/value-index.js";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import type { MatchKey } from "../../../server/core/pipeline.js";
import { type Cell, VALUE_SEPARATOR } from "../../../server/core/record.js";
import { runThrough } from "../../../server/core/sliced.js";
import { lineOf } from "../../helpers/lines.js";

const UUIDS = ["7b42051b-268d-4127-a481-ed88892f7ed5", "00000000-0000-0000-0000-000000000000"] as const;

const columns = [
  { name: "trn", title: "" },
  { name: "ids", title: "", many: true },
];
const matchKeys: readonly MatchKey[] = [
  { column: "ids", normalisation: normalisation() },
  { column: "trn", normalisation: normalisation({ placeholders: ["0000000", "unknown"], foldCase: true }) },
  { column: "ids", normalisation: normalisation({ foldCase: false, trim: false }) },
  { column: "ids", normalisation: normalisation({ placeholders: [UUIDS[1]] }) },
];

test("holds of each record exactly the values by which an explanation would tie it", () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc
      .array(fc.constantFrom("A", "a", " ", "Unknown", "0000000", VALUE_SEPARATOR, "é", "\\", "\t"), { maxLength: 6 })
      .map((parts) => parts.join("")),
    fc
      .array(
        fc
          .tuple(fc.constantFrom("", " ", "a"), fc.constantFrom(...UUIDS), fc.boolean())
          .map(([before, uuid, isUpper]) => before + (isUpper ? uuid.toUpperCase() : uuid)),
        { maxLength: 4 },
      )
      .map((uuids) => uuids.join(VALUE_SEPARATOR)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), (rows) => {
      const keys = new KeyValues(matchKeys, columns);
      for (const [i, [trn, ids]] of rows.entries()) keys.add(i + 1, lineOf([String(i), trn, ids]));
      const { values, pairValues, pairRecords } = runThrough(indexValues(keys.values, keys.records));
      const held = Array.from(pairRecords, (record, i) => {
        const value = pairValues[i] as number;
        return `${record} ${values.key(value)} ${values.text(value)}`;
      });
      const expected = rows.flatMap(([trn, ids], i) =>
        [ids, trn, ids, ids].flatMap((cell, key) =>
          comparableValues(cell, matchKeys[key] as MatchKey).map((value) => `${i + 1} ${key} ${value}`),
        ),
      );
      expect(held).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});
