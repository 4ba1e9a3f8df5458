import fc from "fast-check";
import { expect, test } from "vitest";
import { numberAt } from "../../../server/core/match/record-space.js";
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
      const name = (value: number) => `${index.values.key(value)} ${index.values.text(value)}`;
      const values = index.pairValues;
      const pairs = Array.from(index.pairRecords, (number, i) => `${number} ${name(values[i] as number)}`);
      expect(pairs).toHaveLength(expected.size);
      expect(new Set(pairs)).toEqual(expected);
      expect(index.values.size).toBe(holders.size);
      const { left, right } = index.holders;
      for (let value = 0; value < index.values.size; value++)
        expect({ left: left[value], right: right[value] }).toEqual(holders.get(name(value)));
    }),
    { numRuns: 1_000 },
  );
});

test("numbers texts of any form in the order in which they came, equal ones of a key alike", () => {
  const UUID = "7b42051b-268d-4127-a481-ed88892f7ed5";
  const text = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    fc.constantFrom(UUID, UUID.toUpperCase(), `${UUID}0`, "0".repeat(15), "0".repeat(16), "a", "a\0", "\0", "a\u000f"),
    // As long in bytes as a packed value is, and as its last byte could say.
    fc.constantFrom(`${"\0".repeat(14)}\u000f`, `${"\0".repeat(15)}\u0010`, "é".repeat(7), "é".repeat(8)),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, fc.nat(3)), { maxLength: 60 }), (held) => {
      const both = new BothSides();
      for (const [i, [text, key]] of held.entries()) both.add(i + 1, text, key);
      const { values, pairValues } = both.index();
      const names = held.map(([text, key]) => `${key} ${text}`);
      const distinct = [...new Set(names)];
      expect([...pairValues]).toEqual(names.map((name) => distinct.indexOf(name)));
      expect(distinct.map((_, value) => `${values.key(value)} ${values.text(value)}`)).toEqual(distinct);
    }),
    { numRuns: 2_000 },
  );
});

test("keeps 100,000 values apart that differ in little, and knows them again on the other side", () => {
  const MANY = 100_000;
  const name = (i: number) =>
    i % 10 === 0 ? `n° ${i} with more than fits` : `${i.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
  const both = new BothSides();
  for (let i = 0; i < MANY; i++) both.add(i + 1, name(i), i % 2);
  for (let i = 0; i < MANY; i += 3) both.add(-i - 1, name(i), i % 2);
  const { values, holders, pairValues } = both.index();
  expect(values.size).toBe(MANY);
  for (let i = 0; i < MANY; i++) if (pairValues[i] !== i) expect(pairValues[i]).toBe(i);
  for (let i = 0; i < MANY; i += 3) if (holders.right[i] !== 1) expect(holders.right[i]).toBe(1);
  expect(holders.right.reduce((sum, count) => sum + count, 0)).toBe(Math.ceil(MANY / 3));
});

test("a value that all hold is one", () => {
  const MANY = 50_000;
  const both = new BothSides();
  for (let i = 1; i <= MANY; i++) both.add(i, "the same", 0);
  const { values, holders } = both.index();
  expect([values.size, holders.left[0], holders.right[0]]).toEqual([1, MANY, 0]);
});
