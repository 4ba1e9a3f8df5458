import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Extract, packExtract, unpackExtract } from "../../../server/core/match/extract.js";
import { HeldField } from "../../../server/core/match/field-values.js";
import { HeldValues } from "../../../server/core/match/held-values.js";
import { HeldTerms } from "../../../server/core/search/postings.js";

const text = fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.constantFrom("", "a", "é", "\0", "👩‍🏫"));
const holds = fc.array(fc.tuple(fc.integer({ min: -9, max: 9 }), text, fc.nat(3)), { maxLength: 20 });

const extract = fc
  .record({
    records: fc.nat(),
    keys: holds,
    rules: holds,
    excludable: fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 9 }),
    field: fc.array(fc.option(text), { maxLength: 9 }),
    terms: fc.array(fc.tuple(fc.integer(), text), { maxLength: 9 }),
  })
  .map(({ records, keys, rules, excludable, field, terms }): Extract => {
    const [keyValues, ruleValues, heldField, heldTerms] = [
      new HeldValues(),
      new HeldValues(),
      new HeldField(),
      new HeldTerms(),
    ];
    for (const held of keys) keyValues.add(...held);
    for (const held of rules) ruleValues.add(...held);
    for (const value of field) heldField.add(value);
    for (const term of terms) heldTerms.add(...term);
    return {
      records,
      keyValues: keyValues.pairs(),
      ruleValues: ruleValues.pairs(),
      excludable: Int32Array.from(excludable),
      field: heldField.column(),
      terms: heldTerms.postings(),
    };
  });

/** Whatever kind of array holds them, the same numbers. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return Array.from(value as Uint8Array);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

describe("an extract", () => {
  test("is what it was, packed and unpacked, wherever its bytes lie", () => {
    fc.assert(
      fc.property(extract, fc.nat({ max: 9 }), (given, offset) => {
        const packed = packExtract(given);
        const elsewhere = Buffer.concat([Buffer.alloc(offset), packed]).subarray(offset);
        for (const bytes of [packed, elsewhere]) expect(plain(unpackExtract(bytes))).toEqual(plain(given));
      }),
      { numRuns: 500 },
    );
  });

  test("is refused where some of it is missing, or there is more of it than it says", () => {
    const refused = expect.objectContaining({ code: "EXTRACT_UNREADABLE" });
    fc.assert(
      fc.property(extract, fc.nat(), (given, at) => {
        const packed = packExtract(given);
        expect(() => unpackExtract(packed.subarray(0, at % packed.length))).toThrow(refused);
        expect(() => unpackExtract(Buffer.concat([packed, Buffer.of(0)]))).toThrow(refused);
      }),
      { numRuns: 200 },
    );
  });

  test("is refused where another version, or a machine of another byte order, wrote it", () => {
    const [packed = Buffer.of()] = fc.sample(extract, 1).map(packExtract);
    packed.subarray(0, 4).swap32();
    expect(() => unpackExtract(packed)).toThrow("another version of Crosswalk, or another kind of machine");
  });
});
