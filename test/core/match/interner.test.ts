import fc from "fast-check";
import { expect, test } from "vitest";
import { Interner } from "../../../server/core/match/interner.js";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", " ", "\0", "\uFEFF", "é", "e\u0301", "😀", "👩‍🏫", "a", "aa"),
);

test("gives equal texts one number, others another, and gives them back", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), (texts) => {
      const interner = new Interner();
      const numbers = new Map<string, number>();
      for (const text of texts) {
        const expected = numbers.get(text) ?? numbers.size;
        expect(interner.intern(text)).toBe(expected);
        numbers.set(text, expected);
        expect(interner.size).toBe(numbers.size);
      }
      for (const [text, number] of numbers) expect(interner.text(number)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test("takes a part of some bytes as the text that it is", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 40 }), (entries) => {
      const [taking, expected] = [new Interner(), new Interner()];
      for (const [before, text, behind] of entries) {
        const bytes = Buffer.from(before + text + behind);
        const start = Buffer.byteLength(before);
        const number = taking.internBytes(bytes, start, start + Buffer.byteLength(text));
        expect(number).toBe(expected.intern(text));
      }
    }),
    { numRuns: 500 },
  );
});

test("keeps 100,000 texts apart through all growth, and knows them again", () => {
  const interner = new Interner();
  const name = (i: number) =>
    i % 10 === 0 ? `n°${i} 😀` : `${i.toString(16).padStart(8, "0")}-0000-4000-8000-000000000000`;
  for (let i = 0; i < 100_000; i++) expect(interner.intern(name(i))).toBe(i);
  for (let i = 0; i < 100_000; i += 7) {
    expect(interner.text(i)).toBe(name(i));
    expect(interner.intern(name(i))).toBe(i);
  }
  expect(interner.intern("another")).toBe(100_000);
});

test("takes a text longer than all its room", () => {
  const interner = new Interner();
  const long = "€".repeat(200_000);
  expect([interner.intern("a"), interner.intern(long), interner.intern("b"), interner.intern(long)]).toEqual([
    0, 1, 2, 1,
  ]);
  expect(interner.text(1)).toBe(long);
  expect(interner.text(2)).toBe("b");
});

test("keeps texts apart whose hashes are the same", () => {
  const interner = new Interner();
  const colliding = ["id-a97e5a17", "id-28f55e8c", "id-1d322b4a", "id-b7b7f42e", "id-84717c7a", "id-59a99364"];
  expect(colliding.map((text) => interner.intern(text))).toEqual([0, 1, 2, 3, 4, 5]);
  expect(colliding.map((text) => interner.intern(text))).toEqual([0, 1, 2, 3, 4, 5]);
});
