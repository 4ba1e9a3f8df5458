import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteList } from "../../../server/core/match/byte-list.js";

test("is an array of bytes, through all growth", () => {
  const bytes = fc.uint8Array({ maxLength: 2_000 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant("push"), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant("append"), bytes, from: fc.nat(2_000) }),
    fc.record({ kind: fc.constant("extend"), bytes }),
    fc.record({ kind: fc.constant("reserve"), size: fc.nat(8_000) }),
    fc.record({ kind: fc.constant("clear") }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const list = new ByteList();
      let expected: number[] = [];
      for (const step of steps) {
        if ("byte" in step) {
          list.push(step.byte);
          expected.push(step.byte);
        } else if ("from" in step) {
          const start = Math.min(step.from, step.bytes.length);
          list.append(step.bytes, start);
          expected.push(...step.bytes.subarray(start));
        } else if ("bytes" in step) {
          const at = list.extend(step.bytes.length);
          list.memory.set(step.bytes, at);
          expected.push(...step.bytes);
        } else if ("size" in step) list.reserve(step.size);
        else {
          list.clear();
          expected = [];
        }
      }
      expect(list.length).toBe(expected.length);
      expect([...list.bytes()]).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("a part of a few bytes is taken like one of many", () => {
  const from = Uint8Array.from({ length: 100 }, (_, i) => i);
  for (const length of [0, 1, 32, 33, 90]) {
    const list = new ByteList();
    list.append(from, 5, 5 + length);
    expect([...list.bytes()]).toEqual([...from.subarray(5, 5 + length)]);
  }
});
