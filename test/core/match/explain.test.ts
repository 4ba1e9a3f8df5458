import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparableValues, type KeyedRecord, tiesBetween } from "../../../server/core/match/explain.js";
import { normalisation } from "../../../server/core/normalise/normalise.js";
import { type Cell, VALUE_SEPARATOR } from "../../../server/core/record.js";

const trn = { column: "trn", normalisation: normalisation({ placeholders: ["0000000"] }) };
const ids = { column: "ids", normalisation: normalisation() };
const none = () => false;

function record(number: number, keys: Record<string, Cell>): KeyedRecord {
  return { number, keys: new Map(Object.entries(keys)) };
}

describe("comparableValues", () => {
  test("gives each value once, as it is compared, without blanks and placeholders", () => {
    const cell = ["A", " a ", "", "0000000", "b"].join(VALUE_SEPARATOR);
    expect(comparableValues(cell, trn)).toEqual(["a", "b"]);
    expect(comparableValues(null, trn)).toEqual([]);
    expect(comparableValues("  ", trn)).toEqual([]);
  });
});

describe("tiesBetween", () => {
  test("names the key, the value as compared, and who holds it", () => {
    const records = [
      record(1, { trn: " 7654321", ids: `x${VALUE_SEPARATOR}y` }),
      record(-1, { trn: "7654321 ", ids: "Y" }),
      record(-2, { trn: null, ids: "y" }),
    ];
    expect(tiesBetween(records, [trn, ids], none)).toEqual([
      { key: "trn", value: "7654321", records: [1, -1] },
      { key: "ids", value: "y", records: [1, -1, -2] },
    ]);
  });

  test("blanks, placeholders and shared values tie nobody", () => {
    const records = [1, -1].map((number) => record(number, { trn: "0000000", ids: `${VALUE_SEPARATOR} ` }));
    expect(tiesBetween(records, [trn, ids], none)).toEqual([]);

    const sharing = [1, -1].map((number) => record(number, { trn: "5", ids: "5" }));
    expect(tiesBetween(sharing, [trn, ids], (key, value) => key === "trn" && value === "5")).toEqual([
      { key: "ids", value: "5", records: [1, -1] },
    ]);
  });

  test("equal values of different keys don't tie", () => {
    expect(tiesBetween([record(1, { trn: "5" }), record(-1, { ids: "5" })], [trn, ids], none)).toEqual([]);
  });

  test("gives the ties that asking for each value gives", () => {
    const text = fc.constantFrom("a", "A", " a", "b", "B ", "c", "", " ", "0000000");
    const cell = fc.oneof(
      fc.constant<Cell>(null),
      fc.array(text, { maxLength: 3 }).map((values) => values.join(VALUE_SEPARATOR)),
    );
    const records = fc
      .array(fc.record({ trn: cell, ids: cell }), { maxLength: 6 })
      .map((all) => all.map((keys, i) => record(i % 2 === 0 ? i + 1 : -i, keys)));
    fc.assert(
      fc.property(records, fc.subarray(["trn a", "ids a", "ids b"]), (records, shared) => {
        const expected: unknown[] = [];
        for (const key of [trn, ids])
          for (const value of ["a", "b", "c", "0000000"]) {
            if (key === trn && value === "0000000") continue;
            if (shared.includes(`${key.column} ${value}`)) continue;
            const holders = records.filter(({ keys }) =>
              (keys.get(key.column) ?? "").split(VALUE_SEPARATOR).some((held) => held.trim().toLowerCase() === value),
            );
            if (holders.length > 1) expected.push([key.column, value, holders.map(({ number }) => number)]);
          }
        const ties = tiesBetween(records, [trn, ids], (key, value) => shared.includes(`${key} ${value}`));
        expect(ties).toHaveLength(expected.length);
        expect(ties.map(({ key, value, records }) => [key, value, records])).toEqual(expect.arrayContaining(expected));
      }),
      { numRuns: 1_000 },
    );
  });
});
