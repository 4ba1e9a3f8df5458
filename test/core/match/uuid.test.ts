import fc from "fast-check";
import { expect, test } from "vitest";
import { packUuid, UUID_BYTES, writtenUuid } from "../../../server/core/match/uuid.js";

const WRITTEN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A UUID, or one with a character put in, taken out or changed. */
const nearly = fc
  .tuple(fc.uuid(), fc.nat(36), fc.constantFrom("", "-", "g", "0", "A", " ", "é"), fc.nat(2))
  .map(([uuid, at, character, cut]) => uuid.slice(0, at) + character + uuid.slice(at + cut));

test("packs what is written as a UUID, nothing else, and gives it back", () => {
  fc.assert(
    fc.property(fc.oneof(fc.uuid(), nearly, fc.string({ unit: "binary" })), fc.string(), (text, around) => {
      const bytes = Buffer.from(around + text + around);
      const start = Buffer.byteLength(around);
      const room = Buffer.alloc(UUID_BYTES * 2);
      const packed = room.subarray(3, 3 + UUID_BYTES);
      const pack = (anyCase: boolean) => packUuid(bytes, start, start + Buffer.byteLength(text), room, 3, anyCase);
      expect(pack(false)).toBe(WRITTEN.test(text));
      if (WRITTEN.test(text)) expect(writtenUuid(packed)).toBe(text);
      expect(pack(true)).toBe(WRITTEN.test(text.toLowerCase()));
      if (WRITTEN.test(text.toLowerCase())) expect(writtenUuid(packed)).toBe(text.toLowerCase());
    }),
    { numRuns: 5_000 },
  );
});
